"""Parameters that other sites and programs add to a link in order to follow its readers. Pure.

They say nothing about the page, so every page leaves them out without a word. A catalogue that has a question of such
a name asks it all the same: readers look for their own keys first.
"""

import re
from urllib.parse import parse_qsl, urlencode

_NAMES = """
    _branch_match_id _branch_referrer _ga _gac _gl _hsenc _hsmi _ke _kx _openstat _r _rdc _rdr _t _trk acontext
    ad_id adgroup adgroupid adid adposition adset_id adset_name af_id aff aff_id affid affiliate affiliate_id amp
    ancr_add aoh apptime appuid aqs ascsubtag aspsessionid assetid assettype atb awc bbeml bbid beehiiv bhlid bih
    biw bta_c bta_tid bxid cachebust cachebuster campaign campaign_id campaignid campaignname cc_key ceid cid
    cjdata cjevent ck_subscriber_id click_id clickid clicktime cmp cmpid cn-reloaded cndid content-id crid cta
    ctaid cvid dclid deeplinkid devicemodel dgcid dib dicbo dm_i eav echobox ef_id eid elq elqaid elqat
    elqcampaignid elqtrack elqtrackid email_id emailid emc emci emdi enterid entry_point entrypoint epik eqid erid
    esrc et_rid etext extcid extensionid extid fb fb_action_ids fb_action_types fb_ref fb_source fbc fbc_id fbclid
    fbp fclid feature feeditemid fref from_site from_source fromref fromtaboola gad gad_campaignid gad_source
    gbraid gclid gclsrc gdffi gdfms goal_id gps_adid gtm_auth gtm_debug gtm_latency guccounter guce_referrer
    guce_referrer_sig hsctatracking hsh ici icid icmp icmpid icn ig_mid ig_rid igsh igshid inf_contact_key intcid
    intcmp irclickid irgwc isappinstalled isfreemail itm ito jobid jsessionid keyno lang_src lctg leadsource li_ed
    li_fat_id licu lid linkcode lipi loc_interest loc_physical mailid mailing_id mailingid matchtype mbid mcd mcid
    mibextid mid midsig midtoken mkcid mkevt mkrid mkt_tok ml_subscriber ml_subscriber_hash mod mrkid ms_c_id
    msclkid msg msockid mt mtid ncid newsletterid nocache nonce notif notif_id nr_email_referer nsukey ntb
    ob_click_id ocid omnisendcontactid opi oq origin_source originalsubdomain otptoken paipv partner_id pcrid
    pfmredir phpsessid piano pkw pmt posthog_id pp_source promo_code promocode psc ptn pvid qid rb_clickid rcclid
    rcm rdid rdt_cid recip ref ref_ ref_cta ref_source ref_src ref_url refer referer referral referral_source
    referred referrer refid reflink refsource refsrc reftag rhash rlz rnd rss rtid rut s_cid s_kwcid sapid
    sb_referer_host sc_cid sccid scene scid sclient scm sender_device sendgrid sessionid sfdcid sfmc_id sfnsn
    share share_id share_source share_token shared sharer shortlink showwelcomeonshare si sid smid smtyp snr
    source source_id sourceid sourcetype spjobid spm spmailingid spref sprefix spreportid spuserid sr_share src
    sref srnd srsltid ss_email_id sscid sseid sslid ssp_iabi subscriberid sxsrf tag tap_a tap_s targetid tblci
    tdsourcetag tduid tenantid timestamp tmcampid tmclickref tpcc trackid tracking tracking_id trackingid
    triedredirect trk trk_contact trk_module trk_msg trk_sid trkcampaign trkemail trs tsource ttclid twclid twsrc
    twterm u_source umid unicorn_click_id user_email_address usource usqp utm uuid vero_conv vero_id via wbraid wd
    wickedid wickedplay wickedsource wprov xhsshare xtatc xtor yabizcmpgn yclid ymclid ysclid zanpid zmc
    """
_PREFIXES = re.compile(
    r"(?:utm|pk|mtm|piwik|matomo|mc|mkt|hsa|_hs|__hs|__s|_ga|ga|oly|vero|fb|at|wt|ns|cm|itm|int|sc|ml|bsft|"
    r"sib|stm|dm|et|ck|trk|algo|iterable|ajs|pd_rd|pf_rd|rb|tw|tt|li|ig|ysm|yadclid|gad)_|wt\."
)
# Beside the address that a link checker of mail programs or a search engine wraps. Only there they say nothing.
_WRAPPERS = """
    a c d data domain e esrc h k m opi q r rct redir_token reserved s sa sdata sig token typo u url urlhash usg ust ved
    """
# What no key of ours looks like: underscores, capitals within a word, and one or two letters, but for these.
_FOREIGN, _OUR_SHORT_ONES = re.compile(r"_|[a-z][A-Z]|^[A-Za-z]{1,2}$"), frozenset(["q", "f", "go", "to"])
_TRACKING, _OF_WRAPPERS = frozenset(_NAMES.split()), frozenset(_WRAPPERS.split())


def is_tracking(key: str) -> bool:
    """Return whether a parameter of this name only follows readers."""
    name = _visible(key)
    return name in _TRACKING or _PREFIXES.match(name) is not None


def is_foreign(key: str) -> bool:
    """Return whether a parameter that is not known is another site's: one that tracks, or looks like none of ours."""
    return is_tracking(key) or (_FOREIGN.search(key) is not None and key not in _OUR_SHORT_ONES)


def is_of_wrapper(key: str) -> bool:
    """Return whether a parameter of this name belongs to the address that wraps another one."""
    return _visible(key) in _OF_WRAPPERS


def _visible(key: str) -> str:
    """Return the characters of a key, in lower case, that are neither blanks nor invisible."""
    if key.isprintable() and " " not in key:
        return key.casefold()
    return "".join(character for character in key if character.isprintable() and character != " ").casefold()


def without_tracking(query: str) -> str:
    """Return a query string without other sites' parameters, unchanged if it has none.

    >>> without_tracking("utm_source=mail&q=async")
    'q=async'
    """
    pairs = parse_qsl(query, keep_blank_values=True, errors="surrogateescape")
    others = [pair for pair in pairs if not is_foreign(pair[0])]
    return query if len(others) == len(pairs) else urlencode(others, errors="surrogateescape")
