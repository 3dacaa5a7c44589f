"""Merges our part of Alertmanager's configuration into a company's own file, whose text stays as it is."""

from nines.emit.alertmanager.merge.base import Base, read_base
from nines.emit.alertmanager.merge.splice import Parts, merged

__all__ = ["Base", "Parts", "merged", "read_base"]
