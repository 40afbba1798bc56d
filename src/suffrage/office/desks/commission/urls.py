"""The addresses of the commission's desk."""

from django.urls import path

from suffrage.office.desks.commission import (
    draft,
    front,
    night_urls,
    officers,
    officers_appoint,
    rehearsal,
    round2,
    rules,
    rules_options,
    seats,
    setup_convene,
)

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", front.front, name="commission"),
    path("draft", draft.show, name="draft"),
    path("draft/common", draft.edit, name="edit-draft"),
    path("draft/grounds", draft.edit_grounds, name="edit-grounds"),
    path("draft/file", draft.edit_file, name="edit-file"),
    path("definition.toml", draft.definition_file, name="definition-file"),
    path("units.csv", draft.units_file, name="units-file"),
    path("people", officers.people, name="people"),
    path("people/invite", officers.invite_one, name="invite"),
    path("people/file", officers.invite_file, name="invite-file"),
    path("people/remind", officers.remind, name="remind"),
    path("people/take-away", officers.take_away, name="take-away"),
    path("convene", setup_convene.convene, name="convene"),
    path("notice", setup_convene.notice, name="notice"),
    path("policy.toml", setup_convene.policy_file, name="policy-file"),
    path("appoint", officers_appoint.waiting_page, name="appoint"),
    path("appoint/new", officers_appoint.appoint, name="appoint-new"),
    path("appoint/replace", officers_appoint.replace, name="appoint-replace"),
    path("rules", rules.rules, name="rules"),
    path("rules/fix", rules.fix, name="fix-rules"),
    path("options", rules_options.options, name="options"),
    path("options/admit", rules_options.admit, name="admit-option"),
    path("options/withdraw", rules_options.withdraw, name="withdraw-option"),
    path("seats", seats.preview, name="preview-seats"),
    path("round/<int:round>", round2.prepare, name="prepare-round"),
    path("rehearse", rehearsal.begin, name="rehearse"),
    path("rehearsal", rehearsal.report, name="rehearsal"),
    path("rehearsal/on", rehearsal.go_on, name="rehearsal-on"),
    *night_urls.urlpatterns,
]
