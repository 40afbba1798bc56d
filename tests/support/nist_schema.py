"""The JSON schema of NIST SP 1500-100 version 2, from a table of its classes.

Source: ``NIST_V2_election_results_reporting.json`` of usnistgov/ElectionResultsReporting, branch
version2, a work of the United States government and in the public domain there. The table states
what the file states: each class with its fields, which are required, of what type. Written out
as the file is (two spaces, keys in its order) it has the same number of characters, to one.

A field is ``Name:type``, with ``!`` where it is required. Types: ``s`` string, ``i`` integer,
``n`` number, ``b`` boolean, ``d`` date, a class, ``@A|B`` the id of an A or a B, ``[…]`` a list,
``[+…]`` a list that is not empty.
"""

import json
from typing import Any, Final

__all__ = ["LENGTH", "nist_schema"]

LENGTH: Final = 58_116
"""The number of characters of the official file."""

_P: Final = "ElectionResults."
_CONTESTS: Final = "PartyContest|BallotMeasureContest|CandidateContest|RetentionContest"
_CHOICES: Final = "PartySelection|BallotMeasureSelection|CandidateSelection"
_GP: Final = "ReportingDevice|ReportingUnit"

_CONTEST: Final = f"""@id:s! Abbreviation:s BallotSubTitle:InternationalizedText
 BallotTitle:InternationalizedText ContestSelection:[{_CHOICES}] CountStatus:[CountStatus]
 ElectionDistrictId:@ReportingUnit! ExternalIdentifier:[ExternalIdentifier] HasRotation:b Name:s!
 OtherCounts:[OtherCounts] OtherVoteVariation:s SequenceOrder:i SubUnitsReported:i TotalSubUnits:i
 VoteVariation:VoteVariation"""
_MEASURE: Final = """ConStatement:InternationalizedText EffectOfAbstain:InternationalizedText
 FullText:InternationalizedText InfoUri:[AnnotatedUri] OtherType:s
 PassageThreshold:InternationalizedText ProStatement:InternationalizedText
 SummaryText:InternationalizedText Type:BallotMeasureType"""
_PARTY: Final = f"""@id:s! Abbreviation:InternationalizedText Color:HtmlColorString
 ContactInformation:ContactInformation ExternalIdentifier:[ExternalIdentifier]
 IsRecognizedParty:b LeaderPersonIds:[@Person] LogoUri:[AnnotatedUri] Name:InternationalizedText!
 PartyScopeGpUnitIds:[@{_GP}] Slogan:InternationalizedText"""
_COUNTS: Final = f"""DeviceClass:DeviceClass GpUnitId:@{_GP}! IsSuppressedForPrivacy:b OtherType:s
 Round:i Type:CountItemType!"""

_CLASSES: Final = {
    "AnnotatedString": "Annotation:ShortString Content:s!",
    "AnnotatedUri": "Annotation:ShortString Content:uri!",
    "BallotCounts": f"BallotsCast:i BallotsOutstanding:i BallotsRejected:i {_COUNTS}",
    "BallotMeasureContest": f"{_CONTEST} {_MEASURE}",
    "BallotMeasureSelection": """@id:s! ExternalIdentifier:[ExternalIdentifier]
     Selection:InternationalizedText! SequenceOrder:i VoteCounts:[VoteCounts]""",
    "BallotStyle": f"""ExternalIdentifier:[ExternalIdentifier] GpUnitIds:[+@{_GP}]!
     ImageUri:[AnnotatedUri] OrderedContent:[OrderedContest|OrderedHeader]
     PartyIds:[@Party|Coalition]""",
    "Candidate": """@id:s! BallotName:InternationalizedText! CampaignSlogan:InternationalizedText
     ContactInformation:ContactInformation ExternalIdentifier:[ExternalIdentifier] FileDate:d
     IsIncumbent:b IsTopTicket:b PartyId:@Party|Coalition PersonId:@Person
     PostElectionStatus:CandidatePostElectionStatus PreElectionStatus:CandidatePreElectionStatus""",
    "CandidateContest": f"""{_CONTEST} NumberElected:i NumberRunoff:i OfficeIds:[@Office]
     PrimaryPartyIds:[@Party|Coalition] VotesAllowed:i!""",
    "CandidateSelection": """@id:s! CandidateIds:[@Candidate]
     EndorsementPartyIds:[@Party|Coalition] IsWriteIn:b SequenceOrder:i VoteCounts:[VoteCounts]""",
    "Coalition": f"{_PARTY} ContestIds:[@{_CONTESTS}] PartyIds:[@Party|Coalition]",
    "ContactInformation": """AddressLine:[s] Directions:InternationalizedText
     Email:[AnnotatedString] Fax:[AnnotatedString] Label:s LatLng:LatLng Name:s
     Phone:[AnnotatedString] Schedule:[Schedule] Uri:[AnnotatedUri]""",
    "CountStatus": "OtherType:s Status:CountItemStatus! Type:CountItemType!",
    "DeviceClass": "Manufacturer:s Model:s OtherType:s Type:DeviceType",
    "Election": f"""BallotCounts:[BallotCounts] BallotStyle:[BallotStyle] Candidate:[Candidate]
     ContactInformation:ContactInformation Contest:[{_CONTESTS}] CountStatus:[CountStatus]
     ElectionScopeId:@ReportingUnit! EndDate:d! ExternalIdentifier:[ExternalIdentifier]
     Name:InternationalizedText! OtherType:s StartDate:d! Type:ElectionType!""",
    "ElectionAdministration": """ContactInformation:ContactInformation
     ElectionOfficialPersonIds:[@Person] Name:s""",
    "ElectionReport": f"""Election:[Election] ExternalIdentifier:[ExternalIdentifier]
     Format:ReportDetailLevel! GeneratedDate:DateTimeWithZone! GpUnit:[{_GP}] Header:[Header]
     IsTest:b Issuer:s! IssuerAbbreviation:s! Notes:s Office:[Office] OfficeGroup:[OfficeGroup]
     Party:[Party|Coalition] Person:[Person] SequenceEnd:i! SequenceStart:i!
     Status:ResultsStatus! TestType:s VendorApplicationId:s!""",
    "ExternalIdentifier": "Label:s OtherType:s Type:IdentifierType! Value:s!",
    "Header": "@id:s! ExternalIdentifier:[ExternalIdentifier] Name:InternationalizedText!",
    "Hours": "Day:DayType EndTime:TimeWithZone! Label:s StartTime:TimeWithZone!",
    "InternationalizedText": "Label:s Text:[+LanguageString]!",
    "LanguageString": "Content:s! Language:s!",
    "LatLng": "Label:s Latitude:n! Longitude:n! Source:s",
    "Office": """@id:s! ContactInformation:ContactInformation Description:InternationalizedText
     ElectionDistrictId:@ReportingUnit ExternalIdentifier:[ExternalIdentifier] FilingDeadline:d
     IsPartisan:b Name:InternationalizedText! OfficeHolderPersonIds:[@Person] Term:Term""",
    "OfficeGroup": "Label:s Name:s! OfficeIds:[@Office] SubOfficeGroup:[OfficeGroup]",
    "OrderedContest": f"ContestId:@{_CONTESTS}! OrderedContestSelectionIds:[@{_CHOICES}]",
    "OrderedHeader": "HeaderId:@Header! OrderedContent:[OrderedContest|OrderedHeader]",
    "OtherCounts": f"DeviceClass:DeviceClass GpUnitId:@{_GP}! Overvotes:n Undervotes:n WriteIns:i",
    "Party": _PARTY,
    "PartyContest": _CONTEST,
    "PartyRegistration": "Count:i! PartyId:@Party|Coalition!",
    "PartySelection": """@id:s! PartyIds:[+@Party|Coalition]! SequenceOrder:i
     VoteCounts:[VoteCounts]""",
    "Person": """@id:s! ContactInformation:[ContactInformation] DateOfBirth:d
     ExternalIdentifier:[ExternalIdentifier] FirstName:s FullName:InternationalizedText Gender:s
     LastName:s MiddleName:[s] Nickname:s PartyId:@Party|Coalition Prefix:s
     Profession:InternationalizedText Suffix:s Title:InternationalizedText""",
    "ReportingDevice": f"""@id:s! ComposingGpUnitIds:[@{_GP}] DeviceClass:DeviceClass
     ExternalIdentifier:[ExternalIdentifier] Name:InternationalizedText SerialNumber:s""",
    "ReportingUnit": f"""@id:s! AuthorityIds:[@Person] ComposingGpUnitIds:[@{_GP}]
     ContactInformation:ContactInformation CountStatus:[CountStatus]
     ElectionAdministration:ElectionAdministration ExternalIdentifier:[ExternalIdentifier]
     IsDistricted:b IsMailOnly:b Name:InternationalizedText Number:s OtherType:s
     PartyRegistration:[PartyRegistration] SpatialDimension:SpatialDimension SubUnitsReported:i
     TotalSubUnits:i Type:ReportingUnitType! VotersParticipated:i VotersRegistered:i""",
    "RetentionContest": f"{_CONTEST} {_MEASURE} CandidateId:@Candidate! OfficeId:@Office",
    "Schedule": """EndDate:d Hours:[Hours] IsOnlyByAppointment:b IsOrByAppointment:b
     IsSubjectToChange:b Label:s StartDate:d""",
    "SpatialDimension": "MapUri:[AnnotatedUri] SpatialExtent:SpatialExtent",
    "SpatialExtent": "Coordinates:s! Format:GeoSpatialFormat!",
    "Term": "EndDate:d Label:s StartDate:d Type:OfficeTermType",
    "VoteCounts": f"Count:n! {_COUNTS}",
}

_ENUMS: Final = {
    "BallotMeasureType": "ballot-measure initiative other recall referendum",
    "CandidatePostElectionStatus": "advanced-to-runoff defeated projected-winner winner withdrawn",
    "CandidatePreElectionStatus": "filed qualified withdrawn",
    "CountItemStatus": "completed in-process not-processed unknown",
    "CountItemType": """absentee absentee-fwab absentee-in-person absentee-mail early election-day
     other provisional seats total uocava write-in""",
    "DayType": """all friday monday saturday sunday thursday tuesday wednesday weekday weekend""",
    "DeviceType": "bmd dre manual-count opscan-central opscan-precinct other unknown",
    "ElectionType": """general other partisan-primary-closed partisan-primary-open primary runoff
     special""",
    "GeoSpatialFormat": "geo-json gml kml shp wkt",
    "IdentifierType": "fips local-level national-level ocd-id other state-level",
    "OfficeTermType": "full-term unexpired-term",
    "ReportDetailLevel": "precinct-level summary-contest",
    "ReportingUnitType": """ballot-batch ballot-style-area borough city city-council
     combined-precinct congressional country county county-council drop-box judicial municipality
     other polling-place precinct school special split-precinct state state-house state-senate town
     township utility village vote-center ward water""",
    "ResultsStatus": """certified correction pre-election recount unofficial-complete
     unofficial-partial""",
    "VoteVariation": """approval borda cumulative majority n-of-m other plurality proportional range
     rcv super-majority""",
}

_TIME: Final = (
    "(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|(24:00:00))"
    "(Z|[+-]((0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
)
_DAY: Final = "[0-9]{4}-(0?[1-9]|1[012])-(0?[1-9]|[12][0-9]|3[01])T"
_PATTERNS: Final[dict[str, dict[str, Any]]] = {
    "DateTimeWithZone": {"pattern": _DAY + _TIME, "type": "string", "format": "date-time"},
    "HtmlColorString": {"pattern": "[0-9a-f]{6}", "type": "string"},
    "ShortString": {"maxLength": 32, "type": "string"},
    "TimeWithZone": {"pattern": _TIME, "type": "string", "format": "time"},
}
_PLAIN: Final[dict[str, dict[str, Any]]] = {
    "s": {"type": "string"},
    "i": {"type": "integer"},
    "n": {"type": "number"},
    "b": {"type": "boolean"},
    "d": {"type": "string", "format": "date"},
    "uri": {"type": "string", "format": "uri"},
}


def nist_schema() -> dict[str, Any]:
    """The schema, with every key in the order of the official file."""
    found: dict[str, Any] = dict(_PATTERNS)
    found |= {name: {"enum": words.split(), "type": "string"} for name, words in _ENUMS.items()}
    found |= {name: _class(name, fields) for name, fields in _CLASSES.items()}
    return {
        "$ref": f"#/definitions/{_P}ElectionReport",
        "$schema": "http://json-schema.org/draft-04/schema#",
        "definitions": {f"{_P}{name}": found[name] for name in sorted(found)},
    }


def written() -> str:
    """The schema as the official file writes it."""
    return json.dumps(nist_schema(), indent=2) + "\n"


def _class(name: str, fields: str) -> dict[str, Any]:
    kinds = {"@type": {"enum": [f"{_P}{name}"], "type": "string"}}
    required = {"@type"}
    for field in fields.split():
        label, _, kind = field.partition(":")
        if kind.endswith("!"):
            required.add(label)
        kinds[label] = _kind(kind.removesuffix("!"))
    return {
        "required": sorted(required),
        "additionalProperties": False,
        "properties": {label: kinds[label] for label in sorted(kinds)},
        "type": "object",
    }


def _kind(kind: str) -> dict[str, Any]:
    if kind.startswith("["):
        inner = kind[1:-1]
        items = _kind(inner.removeprefix("+"))
        return {"items": items, "minItems": int(inner.startswith("+")), "type": "array"}
    if kind.startswith("@"):
        return {"type": "string", "refTypes": [f"{_P}{one}" for one in kind[1:].split("|")]}
    if kind in _PLAIN:
        return _PLAIN[kind]
    classes = [{"$ref": f"#/definitions/{_P}{one}"} for one in kind.split("|")]
    return classes[0] if len(classes) == 1 else {"oneOf": classes}
