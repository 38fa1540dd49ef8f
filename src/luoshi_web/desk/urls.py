"""The addresses of the desk. What one sees stands in the address: filters, order, page."""

from django.urls import path

from luoshi_web.desk.views import drafts, files, imports, my, notices, people, plan, records, registries, sign_in

urlpatterns = [
    path("", my.home, name="home"),
    path("sign-in/", sign_in.sign_in, name="sign-in"),
    path("sign-out/", sign_in.sign_out, name="sign-out"),
    path("language/", sign_in.language, name="language"),
    path("my/", my.my, name="my"),
    path("notices/", notices.notices, name="notices"),
    path("registries/", registries.index, name="registries"),
    path("registries/<slug:id>/", registries.table, name="registry"),
    path("registries/<slug:id>/new/", records.new, name="new"),
    path("registries/<slug:id>/views/", registries.views, name="views"),
    path("registries/<slug:id>/export.<str:kind>", registries.export, name="export"),
    path("registries/<slug:id>/form.xlsx", imports.form, name="form"),
    path("registries/<slug:id>/import/", imports.page, name="import"),
    path("records/<int:pk>/", records.record, name="record"),
    path("records/<int:pk>/draft/", drafts.draft, name="draft"),
    path("records/<int:pk>/asked.xlsx", records.asked, name="asked"),
    path("records/<int:pk>/files/<str:sha256>/", files.attachment, name="attachment"),
    path("account/", people.own, name="account"),
    path("people/", people.index, name="people"),
    path("people/<int:pk>/", people.account, name="person"),
    path("plan/", plan.first, name="plan-first"),
    path("plan/style.css", plan.style, name="plan-style"),
    path("plan/script.js", plan.script, name="plan-script"),
    path("plan/<path:name>", plan.plan, name="plan"),
    path("healthy/", my.healthy, name="healthy"),
]
