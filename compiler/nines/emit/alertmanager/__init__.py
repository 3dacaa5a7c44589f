"""Alertmanager's configuration, whole, with the message templates that it loads."""

from nines.emit.alertmanager.files import alertmanager
from nines.emit.alertmanager.inventory import items

__all__ = ["alertmanager", "items"]
