"""The addresses of the commission's night, under those of its desk."""

from django.urls import path

from suffrage.office.desks.commission import (
    closing,
    closing_certificate,
    disputes,
    disputes_correct,
    hours,
    incidents,
    night,
    night_unit,
    polls,
    rulings,
    rulings_pools,
)

__all__ = ["urlpatterns"]

urlpatterns = [
    path("night", night.night, name="night-board"),
    path("night/unit/<str:unit>", night_unit.night_unit, name="night-unit"),
    path("polls", polls.polls, name="polls"),
    path("polls/<int:round>/open", polls.open_, name="open-polls"),
    path("polls/<int:round>/close", polls.close, name="close-polls"),
    path("polls/<int:round>/extend/<str:unit>", hours.extend, name="extend-hours"),
    path("incidents", incidents.incidents, name="commission-incidents"),
    path("incidents/report", incidents.report, name="commission-report-incident"),
    path("texts/erase", incidents.erase, name="erase-text"),
    path("disputes", disputes.disputes, name="commission-disputes"),
    path("disputes/<str:dispute>", disputes.dispute, name="commission-dispute"),
    path("disputes/<str:dispute>/rule", disputes.rule, name="rule-dispute"),
    path("disputes/<str:dispute>/correct", disputes_correct.correct, name="correct-as-ruled"),
    path("disputes/<str:dispute>/second", disputes_correct.second, name="second-as-ruled"),
    path("rulings/sheet/<str:contest>/<str:unit>", rulings.approve, name="rule-sheet"),
    path("rulings/excuse/<int:round>/<str:unit>", rulings.excuse, name="excuse-unit"),
    path("rulings/lot", rulings.draw, name="draw-lot"),
    path("pools", rulings_pools.pools, name="commission-pools"),
    path("pools/settle", rulings_pools.settle_pool, name="settle-pool"),
    path("closing", closing.closing, name="closing"),
    path("closing/board", closing.close_all, name="close-board"),
    path("closing/body/<str:body>", closing.seat, name="seat-body"),
    path("result/<str:instance>", closing.result, name="commission-result"),
    path("result/<str:instance>/announce", closing.announce, name="announce"),
    path("result/<str:instance>/certificate", closing_certificate.certificate, name="certificate"),
    path("result/<str:instance>/certify", closing_certificate.certify, name="certify"),
    path("result/<str:instance>/ratify", closing_certificate.ratify, name="ratify"),
    path("ratification", closing_certificate.ratification, name="ratification"),
]
