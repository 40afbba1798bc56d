"""The addresses of the roll desk."""

from django.urls import path

from suffrage.office.desks.roll import (
    appeals,
    change_views,
    counts,
    export,
    freeze,
    front,
    import_views,
    lists,
    rule,
)

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", front.front, name="roll"),
    path("import", import_views.begin_import, name="roll-import-begin"),
    path("import/upload", import_views.upload, name="roll-upload"),
    path("import/<int:job>", import_views.one_import, name="roll-import"),
    path("import/<int:job>/check", import_views.read_import, name="roll-import-check"),
    path("import/<int:job>/take", import_views.take_import, name="roll-import-take"),
    path("import/<int:job>/faults.csv", import_views.fault_table, name="roll-import-faults"),
    path("rule", rule.rule, name="roll-rule"),
    path("rule/save", rule.save_rule, name="roll-rule-save"),
    path("counts", counts.counts, name="roll-counts"),
    path("counts/take", counts.take_counts, name="roll-counts-take"),
    path("not-entitled", lists.not_entitled, name="roll-not-entitled"),
    path("sections", lists.sections, name="roll-sections"),
    path("sections/<str:unit>", lists.section_list, name="roll-section"),
    path("members.csv", export.export_members, name="roll-export"),
    path("freeze", freeze.freeze_roll, name="roll-freeze"),
    path("appeals", appeals.appeals, name="roll-appeals"),
    path("appeals/<int:appeal>/decide", appeals.decide_appeal, name="roll-appeal-decide"),
    path("members/<str:unit>/<int:member>/appeal", appeals.file_at_desk, name="roll-appeal-file"),
    path("changes", change_views.changes, name="roll-changes"),
    path("changes/new", change_views.new_member, name="roll-new-member"),
    path("changes/new/add", change_views.add_new, name="roll-add-new"),
    path("changes/<int:change>/finish", change_views.finish_move, name="roll-finish-move"),
    path("members/<str:unit>/<int:member>/change", change_views.change_member, name="roll-change"),
]
