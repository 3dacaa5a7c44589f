"""Alertmanager's configuration, whole or merged into another, with the message templates that it loads."""

from nines.emit.alertmanager.files import alertmanager, judge_base, without_ours
from nines.emit.alertmanager.inventory import items

__all__ = ["alertmanager", "items", "judge_base", "without_ours"]
