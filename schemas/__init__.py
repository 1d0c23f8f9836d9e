"""The contracts: one model per file, file = table or view. TABLES and VIEWS list them in the order they are made."""

from schemas.aggregates import Aggregates
from schemas.body_kinds import BodyKinds
from schemas.body_names import BodyNames
from schemas.built_with import BuiltWith
from schemas.claims import Claims
from schemas.component_names import ComponentNames
from schemas.components import Components
from schemas.computed_ranks import ComputedRanks
from schemas.computed_totals import ComputedTotals
from schemas.contract import Model
from schemas.counts import Counts
from schemas.decisions import Decisions
from schemas.disputes import Disputes
from schemas.documents import Documents
from schemas.doubts import Doubts
from schemas.editions import Editions
from schemas.index_names import IndexNames
from schemas.indices import Indices
from schemas.legal_references import LegalReferences
from schemas.numeral_counts import NumeralCounts
from schemas.outlets import Outlets
from schemas.province_panel import ProvincePanel
from schemas.readings import Readings
from schemas.region_members import RegionMembers
from schemas.result_claims import ResultClaims
from schemas.results import Results
from schemas.review_items import ReviewItems
from schemas.runs import Runs
from schemas.sources import Sources
from schemas.stated_values import StatedValues
from schemas.statements import Statements
from schemas.statistics import Statistics
from schemas.subset_results import SubsetResults
from schemas.successions import Successions
from schemas.targets import Targets
from schemas.texts import TextsOfDocuments
from schemas.type_words import TypeWords
from schemas.unit_names import UnitNames
from schemas.units import Units

REGISTRY_TABLES: tuple[Model, ...] = (
    Indices, IndexNames, Components, ComponentNames, Editions, Units, UnitNames, Successions, RegionMembers,
    BodyKinds, BodyNames, TypeWords, Outlets,
)  # fmt: skip
LOADED_TABLES: tuple[Model, ...] = (
    TextsOfDocuments, Readings, Sources, Statements, Doubts, NumeralCounts, Decisions, Runs, BuiltWith,
)  # fmt: skip
TABLES: tuple[Model, ...] = LOADED_TABLES + REGISTRY_TABLES
VIEWS: tuple[Model, ...] = (
    Documents, Claims, ReviewItems, ResultClaims, StatedValues, Results, SubsetResults, Disputes, Aggregates, Counts,
    Statistics, Targets, LegalReferences, ComputedRanks, ComputedTotals, ProvincePanel,
)  # fmt: skip
