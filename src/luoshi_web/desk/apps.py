"""The application of the desk, as Django knows it."""

from django.apps import AppConfig


class Desk(AppConfig):
    name = "luoshi_web.desk"
    label = "desk"
    verbose_name = "落实"
