"""Places whose holidays are known: countries by their codes (ISO 3166-1), and exchanges."""

from __future__ import annotations

from nines.diagnostics.suggest import closest

__all__ = ["COUNTRIES", "EXCHANGES", "place_like", "why_no_place"]

_NAMES = """
AD Andorra, AE United Arab Emirates, AF Afghanistan, AG Antigua And Barbuda, AI Anguilla, AL Albania, AM
Armenia, AO Angola, AQ Antarctica, AR Argentina, AS American Samoa, AT Austria, AU Australia, AW Aruba, AX
Aland Islands, AZ Azerbaijan, BA Bosnia And Herzegovina, BB Barbados, BD Bangladesh, BE Belgium, BF Burkina
Faso, BG Bulgaria, BH Bahrain, BI Burundi, BJ Benin, BL Saint Barthelemy, BM Bermuda, BN Brunei, BO Bolivia,
BQ Bonaire Sint Eustatius And Saba, BR Brazil, BS Bahamas, BT Bhutan, BV Bouvet Island, BW Botswana, BY
Belarus, BZ Belize, CA Canada, CC Cocos Islands, CD DRCongo, CF Central African Republic, CG Congo, CH
Switzerland, CI Ivory Coast, CK Cook Islands, CL Chile, CM Cameroon, CN China, CO Colombia, CR Costa Rica, CU
Cuba, CV Cabo Verde, CW Curacao, CX Christmas Island, CY Cyprus, CZ Czechia, DE Germany, DJ Djibouti, DK
Denmark, DM Dominica, DO Dominican Republic, DZ Algeria, EC Ecuador, EE Estonia, EG Egypt, EH Western Sahara,
ER Eritrea, ES Spain, ET Ethiopia, FI Finland, FJ Fiji, FK Falkland Islands, FM Micronesia, FO Faroe Islands,
FR France, GA Gabon, GB United Kingdom, GD Grenada, GE Georgia, GF French Guiana, GG Guernsey, GH Ghana, GI
Gibraltar, GL Greenland, GM Gambia, GN Guinea, GP Guadeloupe, GQ Equatorial Guinea, GR Greece, GS South
Georgia And The South Sandwich Islands, GT Guatemala, GU Guam, GW Guinea Bissau, GY Guyana, HK Hong Kong, HM
Heard Island And Mc Donald Islands, HN Honduras, HR Croatia, HT Haiti, HU Hungary, ID Indonesia, IE Ireland,
IL Israel, IM Isle Of Man, IN India, IO British Indian Ocean Territory, IQ Iraq, IR Iran, IS Iceland, IT
Italy, JE Jersey, JM Jamaica, JO Jordan, JP Japan, KE Kenya, KG Kyrgyzstan, KH Cambodia, KI Kiribati, KM
Comoros, KN Saint Kitts And Nevis, KP North Korea, KR South Korea, KW Kuwait, KY Cayman Islands, KZ
Kazakhstan, LA Laos, LB Lebanon, LC Saint Lucia, LI Liechtenstein, LK Sri Lanka, LR Liberia, LS Lesotho, LT
Lithuania, LU Luxembourg, LV Latvia, LY Libya, MA Morocco, MC Monaco, MD Moldova, ME Montenegro, MF Saint
Martin, MG Madagascar, MH Marshall Islands, MK North Macedonia, ML Mali, MM Myanmar, MN Mongolia, MO Macau, MP
Northern Mariana Islands, MQ Martinique, MR Mauritania, MS Montserrat, MT Malta, MU Mauritius, MV Maldives, MW
Malawi, MX Mexico, MY Malaysia, MZ Mozambique, NA Namibia, NC New Caledonia, NE Niger, NF Norfolk Island, NG
Nigeria, NI Nicaragua, NL Netherlands, NO Norway, NP Nepal, NR Nauru, NU Niue, NZ New Zealand, OM Oman, PA
Panama, PE Peru, PF French Polynesia, PG Papua New Guinea, PH Philippines, PK Pakistan, PL Poland, PM Saint
Pierre And Miquelon, PN Pitcairn Islands, PR Puerto Rico, PS Palestine, PT Portugal, PW Palau, PY Paraguay, QA
Qatar, RE Reunion, RO Romania, RS Serbia, RU Russia, RW Rwanda, SA Saudi Arabia, SB Solomon Islands, SC
Seychelles, SD Sudan, SE Sweden, SG Singapore, SH Saint Helena Ascension And Tristan Da Cunha, SI Slovenia, SJ
Svalbard And Jan Mayen, SK Slovakia, SL Sierra Leone, SM San Marino, SN Senegal, SO Somalia, SR Suriname, SS
South Sudan, ST Sao Tome And Principe, SV El Salvador, SX Sint Maarten, SY Syrian Arab Republic, SZ Eswatini,
TC Turks And Caicos Islands, TD Chad, TF French Southern Territories, TG Togo, TH Thailand, TJ Tajikistan, TK
Tokelau, TL Timor Leste, TM Turkmenistan, TN Tunisia, TO Tonga, TR Turkey, TT Trinidad And Tobago, TV Tuvalu,
TW Taiwan, TZ Tanzania, UA Ukraine, UG Uganda, UM United States Minor Outlying Islands, US United States, UY
Uruguay, UZ Uzbekistan, VA Vatican City, VC Saint Vincent And The Grenadines, VE Venezuela, VG British Virgin
Islands, VI United States Virgin Islands, VN Vietnam, VU Vanuatu, WF Wallis And Futuna, WS Samoa, XK Kosovo,
YE Yemen, YT Mayotte, ZA South Africa, ZM Zambia, ZW Zimbabwe
"""

COUNTRIES: dict[str, str] = {
    entry.split(" ", 1)[0]: entry.split(" ", 1)[1] for entry in " ".join(_NAMES.split()).split(", ")
}
"""Codes with their English names, as the package `holidays` has them."""

_EXCHANGES = """
ASX B3 BIST BME BMV BSE BVC BVMF BYMA CME ECB ENX FED GPW HKEX ICEFuturesEurope IFEU JPX JSE KRX LSE NSE NYSE
NZX OSE PSX SEHK SGX SIX SSE SZSE TAR TSE TSX TWSE USGS USNY XAMS XASX XATH XBOG XBOM XBRU XBUE XCME XDUB XECB
XETR XFED XFRA XHKG XIST XJPX XJSE XKAR XKRX XLIS XLON XMAD XMEX XMIL XNAS XNSE XNYS XNZE XOSL XPAR XSAU XSES
XSHE XSHG XSIF XSWX XTAI XTSE XWAR
"""

EXCHANGES = frozenset(_EXCHANGES.split())


def why_no_place(place: str) -> str:
    """What is wrong with a place, as a sentence goes on; empty if nothing is. Parts of countries are not looked up."""
    code, dash, part = place.strip().partition("-")
    if place.strip() in EXCHANGES or (code in COUNTRIES and (bool(part) or not dash)):
        return ""
    return "is no place whose holidays are known"


def place_like(place: str) -> str | None:
    """The code that a place may have meant: `Netherlands` and `nl` both mean `NL`."""
    code, _, part = place.strip().partition("-")
    if code.upper() in COUNTRIES:
        return f"{code.upper()}-{part.upper()}" if part else code.upper()
    names = {name.casefold(): code for code, name in COUNTRIES.items()}
    better = closest(place.strip().casefold(), list(names))
    return names.get(place.strip().casefold()) or (names[better] if better is not None else None)
