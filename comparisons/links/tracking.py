"""Parameters that other sites and programs add to a link in order to follow its readers. Pure.

They say nothing about the page, so every page leaves them out without a word. A catalogue that has a question of such
a name asks it all the same: readers look for their own keys first.
"""

import re
from urllib.parse import parse_qsl, urlencode

_NAMES = """
    _branch_match_id _branch_referrer _ga _gac _gl _hsenc _hsmi _ke _kx _openstat _r _t _trk
    ad_id adid adset_id adset_name af_id aff_id affiliate affiliate_id awc
    bta_c bta_tid campaign campaign_id campaignid cid cjdata cjevent ck_subscriber_id click_id clickid
    cmpid dclid dm_i ef_id elqtrack elqtrackid epik erid et_rid
    fb_action_ids fb_action_types fb_ref fb_source fbclid fbc fbp fref
    gad_campaignid gad_source gbraid gclid gclsrc gdffi gdfms gps_adid guccounter guce_referrer guce_referrer_sig
    hsctatracking icid ig_mid ig_rid igsh igshid inf_contact_key irclickid irgwc isappinstalled
    li_fat_id li_ed licu lipi mailing_id mbid mibextid mkt_tok mkcid mkrid ml_subscriber ml_subscriber_hash mkevt
    ms_c_id msclkid ncid nr_email_referer ob_click_id
    origin_source partner_id posthog_id pp_source psc rb_clickid rcm rdt_cid
    ref ref_ ref_source ref_src ref_url referer referral referrer referral_source
    refsrc rtid s_cid s_kwcid sb_referer_host sc_cid sccid scid sender_device sfmc_id sfnsn share share_id share_source
    share_token shared sharer si smid smtyp source source_id spm spref sr_share src srsltid ssp_iabi ss_email_id
    tblci tduid trackid tracking tracking_id trackingid trk trk_contact trk_module trk_msg trk_sid trkcampaign trkemail
    ttclid twclid unicorn_click_id user_email_address utm vero_conv vero_id via wbraid wickedid wickedsource wprov
    xtor yclid ymclid ysclid zanpid
    """
_PREFIXES = re.compile(
    r"(?:utm|pk|mtm|piwik|matomo|mc|mkt|hsa|_hs|__hs|__s|_ga|ga|oly|vero|fb|at|wt|ns|cm|itm|int|sc|ml|bsft|"
    r"sib|stm|dm|et|ck|trk|algo|iterable|ajs|pd_rd|pf_rd|rb|tw|tt|li|ig|ysm|yadclid|gad)_"
)
# Beside the address that a link checker of mail programs or a search engine wraps. Only there they say nothing.
_WRAPPERS = """
    a c d data domain e esrc h k m opi q r rct redir_token reserved s sa sdata sig token typo u url urlhash usg ust ved
    """
_TRACKING, _OF_WRAPPERS = frozenset(_NAMES.split()), frozenset(_WRAPPERS.split())


def is_tracking(key: str) -> bool:
    """Return whether a parameter of this name only follows readers."""
    name = _visible(key)
    return name in _TRACKING or _PREFIXES.match(name) is not None


def is_of_wrapper(key: str) -> bool:
    """Return whether a parameter of this name belongs to the address that wraps another one."""
    return _visible(key) in _OF_WRAPPERS


def _visible(key: str) -> str:
    """Return the characters of a key, in lower case, that are neither blanks nor invisible."""
    if key.isprintable() and " " not in key:
        return key.casefold()
    return "".join(character for character in key if character.isprintable() and character != " ").casefold()


def without_tracking(query: str) -> str:
    """Return a query string without such parameters, unchanged if it has none.

    >>> without_tracking("utm_source=mail&q=async")
    'q=async'
    """
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    others = [pair for pair in pairs if not is_tracking(pair[0])]
    return query if len(others) == len(pairs) else urlencode(others, errors="surrogateescape")
