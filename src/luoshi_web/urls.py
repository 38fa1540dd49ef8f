"""Where everything is."""

from django.urls import include, path

urlpatterns = [path("", include("luoshi_web.desk.urls"))]
handler403 = "luoshi_web.desk.views.errors.forbidden"
handler404 = "luoshi_web.desk.views.errors.not_found"
handler500 = "luoshi_web.desk.views.errors.broken"
