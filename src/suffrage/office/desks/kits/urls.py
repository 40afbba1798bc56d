"""The addresses of the kits' desk."""

from django.urls import path

from suffrage.office.desks.kits import all_kits, front, one

__all__ = ["urlpatterns"]

urlpatterns = [
    path("", front.front, name="kits"),
    path("<int:round>/section/<str:unit>/print", one.print_one, name="print-kit"),
    path("<int:round>/section/<str:unit>/code", one.new_code, name="new-code"),
    path("<int:round>/all/<str:place>", all_kits.ask, name="print-kits"),
    path("job/<int:job>", all_kits.watch, name="kit-job"),
    path("job/<int:job>/go-on", all_kits.go_on, name="kit-job-go-on"),
    path("job/<int:job>/file", all_kits.fetch, name="kit-job-file"),
    path("job/<int:job>/forget", all_kits.forget, name="kit-job-forget"),
]
