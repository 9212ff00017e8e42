"""Kinds of units, their levels, trees and kinds of succession."""

from django.db import models
from django.utils.translation import gettext_lazy as _l


class TreeCode(models.TextChoices):
    PARTY = "party", _l("Đảng")
    STATE = "state", _l("Chính quyền")
    FRONT = "front", _l("Mặt trận")


class Level(models.IntegerChoices):
    """How high a unit stands; figures are stored down to COMMUNE, lower units are read directly."""

    NATION = 0, _l("Trung ương")
    PROVINCE = 1, _l("Cấp tỉnh")
    DISTRICT = 2, _l("Cấp huyện")
    COMMUNE = 3, _l("Cấp xã")
    BASE = 4, _l("Cơ sở")
    CELL = 5, _l("Chi bộ")


class UnitKind(models.TextChoices):
    NATION = "NATION", _l("Trung ương")
    PARTY_PROVINCE = "PARTY_PROVINCE", _l("Tỉnh ủy")
    PARTY_DISTRICT = "PARTY_DISTRICT", _l("Huyện ủy")
    PARTY_COMMUNE = "PARTY_COMMUNE", _l("Đảng ủy xã")
    GRASSROOTS_COMMITTEE = "GRASSROOTS_COMMITTEE", _l("Đảng ủy cơ sở")
    BASE_CELL = "BASE_CELL", _l("Chi bộ cơ sở")
    SUB_CELL = "SUB_CELL", _l("Chi bộ trực thuộc")
    PARTY_BODY = "PARTY_BODY", _l("Cơ quan tham mưu")
    STATE_PROVINCE = "STATE_PROVINCE", _l("Ủy ban nhân dân tỉnh")
    STATE_DISTRICT = "STATE_DISTRICT", _l("Ủy ban nhân dân huyện")
    STATE_COMMUNE = "STATE_COMMUNE", _l("Ủy ban nhân dân xã")
    DEPARTMENT = "DEPARTMENT", _l("Sở ngành")
    FRONT = "FRONT", _l("Mặt trận Tổ quốc")
    MASS_ORGANIZATION = "MASS_ORGANIZATION", _l("Đoàn thể")


LEVEL_OF_KIND: dict[str, Level] = {
    UnitKind.NATION: Level.NATION,
    UnitKind.PARTY_PROVINCE: Level.PROVINCE,
    UnitKind.STATE_PROVINCE: Level.PROVINCE,
    UnitKind.PARTY_DISTRICT: Level.DISTRICT,
    UnitKind.STATE_DISTRICT: Level.DISTRICT,
    UnitKind.PARTY_COMMUNE: Level.COMMUNE,
    UnitKind.STATE_COMMUNE: Level.COMMUNE,
    UnitKind.GRASSROOTS_COMMITTEE: Level.BASE,
    UnitKind.BASE_CELL: Level.CELL,
    UnitKind.SUB_CELL: Level.CELL,
    UnitKind.PARTY_BODY: Level.BASE,
    UnitKind.DEPARTMENT: Level.BASE,
    UnitKind.FRONT: Level.BASE,
    UnitKind.MASS_ORGANIZATION: Level.BASE,
}

# Their chairs are of the rank that the committee one level higher manages, as their secretaries are.
EXECUTIVES = (UnitKind.STATE_DISTRICT, UnitKind.STATE_COMMUNE)
CELLS = (UnitKind.BASE_CELL, UnitKind.SUB_CELL)
COMMITTEES = (
    UnitKind.PARTY_PROVINCE,
    UnitKind.PARTY_DISTRICT,
    UnitKind.PARTY_COMMUNE,
    UnitKind.GRASSROOTS_COMMITTEE,
)


class SuccessionKind(models.TextChoices):
    MERGE = "MERGE", _l("Hợp nhất")
    ABSORB = "ABSORB", _l("Sáp nhập")
    SPLIT = "SPLIT", _l("Chia tách")
    RENAME = "RENAME", _l("Đổi tên")
    LEVEL = "LEVEL", _l("Chuyển cấp")
    DISSOLVE = "DISSOLVE", _l("Giải thể")


class Standing(models.TextChoices):
    FULL = "FULL", _l("Đảng viên chính thức")
    PROBATIONARY = "PROBATIONARY", _l("Đảng viên dự bị")
    NON_MEMBER = "NON_MEMBER", _l("Quần chúng")


class Sex(models.TextChoices):
    MALE = "M", _l("Nam")
    FEMALE = "F", _l("Nữ")
