using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Countries;

namespace NerveCentre.Dashboard.Audit;

/// <summary>Rows of the audit in plain words of the viewer's language. What was recorded as text stays as it was recorded.</summary>
internal static class AuditWords
{
    /// <summary>More than these are told as what came and went.</summary>
    private const int MarketsNamed = 5;

    /// <summary>"Olga changed the priority markets of Shop from Brazil, United States to Brazil."</summary>
    public static string Sentence(AuditEntry entry)
    {
        var by = OneLine.Of(entry.By, 200);
        return $"{char.ToUpper(by.FirstOrDefault('–'), CultureInfo.InvariantCulture)}{by[Math.Min(1, by.Length)..]} {Deed(entry)}.";
    }

    /// <summary>The same without who: "Changed the priority markets of Shop …".</summary>
    public static string Told(AuditEntry entry)
    {
        var deed = Deed(entry);
        return char.ToUpper(deed[0], CultureInfo.InvariantCulture) + deed[1..];
    }

    /// <summary>A part of the audit for the filter, such as "Sign-ins".</summary>
    public static string Subject(string subject) => subject switch
    {
        "owner" => T("First owner"),
        "signin" => T("Sign-ins"),
        "session" => T("Sessions"),
        "access" => T("Refusals"),
        "password" => T("Passwords"),
        "secondfactor" => T("Second factors"),
        "account" => T("Accounts"),
        "invitation" => T("Invitations"),
        "reset" => T("Reset links"),
        "roles" => T("Roles"),
        "markets" => T("Priority markets"),
        "target" => T("Coverage targets"),
        "proposal" => T("Proposed markets"),
        "services" => T("Shipping services"),
        "templates" => T("Templates"),
        "restriction" => T("Restricted destinations"),
        "verification" => T("Verifications"),
        "move" => T("Moves to another template"),
        "sync" => T("Syncs"),
        "backfill" => T("First readings"),
        "sandbox" => T("Sandbox"),
        "store" => T("Stores"),
        "orders" => T("Imports of orders"),
        "listings" => T("Imports of listings"),
        "token" => T("Tokens"),
        "export" => T("Exports"),
        "audit" => T("Audit"),
        "backup" => T("Backups"),
        _ => subject,
    };

    /// <summary>A single action for the filter, such as "Sign-ins: refused".</summary>
    public static string Action(string action) => Action(action, Subject(AuditActions.SubjectOf(action)));

    private static string Action(string action, string subject) => action switch
    {
        AuditActions.SignedIn => T("{0}: signed in", subject),
        AuditActions.SignedOut => T("{0}: signed out", subject),
        AuditActions.SecondFactorOn => T("{0}: turned on", subject),
        AuditActions.SecondFactorOff => T("{0}: turned off", subject),
        AuditActions.RecoveryCodesMade => T("{0}: recovery codes made", subject),
        AuditActions.RecoveryCodeUsed => T("{0}: recovery code used", subject),
        AuditActions.AuditPruned => T("{0}: old rows removed", subject),
        AuditActions.StoreAuthorised => T("{0}: authorised again", subject),
        AuditActions.StoreQueriesChanged => T("{0}: form of order queries changed", subject),
        _ => Plain(subject, action[(action.IndexOf('.', StringComparison.Ordinal) + 1)..]),
    };

    private static string Plain(string subject, string done) => done switch
    {
        "refused" => T("{0}: refused", subject),
        "ended" => T("{0}: ended", subject),
        "changed" => T("{0}: changed", subject),
        "reset" => T("{0}: reset", subject),
        "renamed" => T("{0}: renamed", subject),
        "made" => T("{0}: made", subject),
        "revoked" => T("{0}: revoked", subject),
        "accepted" => T("{0}: accepted", subject),
        "disabled" => T("{0}: disabled", subject),
        "enabled" => T("{0}: enabled", subject),
        "prepared" => T("{0}: prepared", subject),
        "set" => T("{0}: set", subject),
        "withdrawn" => T("{0}: withdrawn", subject),
        "declined" => T("{0}: declined", subject),
        "told" => T("{0}: told", subject),
        "untold" => T("{0}: untold", subject),
        "gone" => T("{0}: gone", subject),
        "added" => T("{0}: added", subject),
        "removed" => T("{0}: removed", subject),
        "started" => T("{0}: started", subject),
        "paused" => T("{0}: paused", subject),
        "resumed" => T("{0}: resumed", subject),
        "edited" => T("{0}: edited", subject),
        "connected" => T("{0}: connected", subject),
        "disconnected" => T("{0}: disconnected", subject),
        "erased" => T("{0}: erased", subject),
        "imported" => T("{0}: imported", subject),
        _ => $"{subject}: {done}",
    };

    private static string Deed(AuditEntry e) => e.Action switch
    {
        AuditActions.OwnerCreated => T("became the first owner, as {0}", Of(e)),
        AuditActions.SignedIn => e.Subject is "" ? T("signed in") : T("signed in with {0}", Of(e)),
        AuditActions.SignInRefused => T("tried to sign in as {0} and was refused{1}", Of(e), With(": {0}", e.After)),
        AuditActions.SignedOut => T("signed out"),
        AuditActions.SessionEnded => e.Subject switch
        {
            "" => T("ended a session of their own{0}", Note(e.After)),
            "all others" => T("ended all other sessions of their own{0}", Note(e.After)),
            _ => T("ended the sessions of {0}{1}", Of(e), Note(e.After)),
        },
        AuditActions.Refused => T("was refused: {0}{1}", Right(e.Subject), In(e)),
        AuditActions.PasswordChanged => T("changed their password"),
        AuditActions.PasswordReset => T("set a new password for {0} through a reset link{1}", Of(e), Note(e.After)),
        AuditActions.SecondFactorOn => T("turned their second factor on"),
        AuditActions.SecondFactorOff => T("turned their second factor off"),
        AuditActions.RecoveryCodesMade => T("made new recovery codes"),
        AuditActions.RecoveryCodeUsed => T("signed in with a recovery code"),
        AuditActions.AccountRenamed => T("changed their name from {0} to {1}", Quoted(e.Before), Quoted(e.After)),
        AuditActions.Invited => T("invited {0}{1}", Of(e), As(e)),
        AuditActions.InvitationRevoked => T("took back the invitation of {0}", Of(e)),
        AuditActions.InvitationAccepted => T("accepted the invitation made for {0}{1}", Of(e), As(e)),
        AuditActions.ResetLinkMade => T("made a reset link for {0}{1}", Of(e), Note(e.After)),
        AuditActions.AccountDisabled => T("disabled the account {0}", Of(e)),
        AuditActions.AccountEnabled => T("enabled the account {0}", Of(e)),
        AuditActions.RolesChanged => T("changed what {0} may do from {1} to {2}", Of(e), Quoted(e.Before), Quoted(e.After)),
        AuditActions.TokenMade => T("made the token {0}{1}", Of(e), Note(e.After)),
        AuditActions.TokenRevoked => T("revoked the token {0}{1}", Of(e), Note(e.After)),
        AuditActions.AuditPruned => T("removed {0} {1}", e.After is { } count ? OneLine.Of(count, 300) : "", Of(e)),
        AuditActions.BackupMade => T("made the backup {0}{1}", Of(e), Note(e.After)),
        AuditActions.BackupRestored when e.Before is { Length: > 0 } kept => T("restored the backup {0}{1}; what was there before is {2}", Of(e), Note(e.After), OneLine.Of(kept, 300)),
        AuditActions.BackupRestored => T("restored the backup {0}{1}", Of(e), Note(e.After)),
        _ => StoreDeed(e),
    };

    /// <summary>What is done to a store, or in one.</summary>
    private static string StoreDeed(AuditEntry e) => e.Action switch
    {
        AuditActions.MarketsChanged => T("changed the priority markets{0}{1}", OfStore(e), Markets(e.Before, e.After)),
        AuditActions.TargetSet => T("changed the coverage target{0} from {1} to {2}", OfStore(e), Quoted(e.Before), Quoted(e.After)),
        AuditActions.MovePrepared => T("prepared a move to the template {0}{1}{2}", Quoted(e.Subject), OfStore(e), Note(e.After)),
        AuditActions.MoveWithdrawn => T("withdrew the move to the template {0}{1}{2}", Quoted(e.Subject), OfStore(e), Note(e.After)),
        AuditActions.MarketProposed => T("proposed {0} as a priority market{1}{2}{3}", Country(e.Subject), OfStore(e), With(": {0}", e.After), Note(e.Before)),
        AuditActions.ProposalWithdrawn => T("took back the proposal of {0}{1}", Country(e.Subject), OfStore(e)),
        AuditActions.ProposalAccepted => T("accepted {0} as a priority market{1}{2}", Country(e.Subject), OfStore(e), Note(e.Before)),
        AuditActions.ProposalDeclined => T("declined {0} as a priority market{1}{2}", Country(e.Subject), OfStore(e), Note(e.Before)),
        AuditActions.BackfillPaused => T("paused the back-fill{0}", OfStore(e)),
        AuditActions.BackfillResumed => T("resumed the back-fill{0}", OfStore(e)),
        AuditActions.ServiceTold => T("changed the countries that {0} serves{1}{2}", Of(e), In(e), Served(e.Before, e.After)),
        AuditActions.UntoldServicesSet => T("changed how services count whose countries nobody has told{0}, from {1} to {2}", In(e), Quoted(e.Before), Quoted(e.After)),
        AuditActions.TemplatesGone => T("confirmed that the templates{0} are gone{1}", OfStore(e), Note(e.After)),
        AuditActions.RestrictionAdded => T("added restricted destinations{0}{1}", In(e), With(": {0}", e.After)),
        AuditActions.RestrictionRemoved => T("removed restricted destinations{0}{1}", In(e), With(": {0}", e.Before)),
        AuditActions.Verified => T("asked AliExpress where listings ship{0}{1}", In(e), Note(e.After)),
        AuditActions.SyncStarted => T("started a sync{0}", OfStore(e)),
        AuditActions.SandboxEdited => T("edited the templates{0}{1}", OfStore(e), With(": {0}", e.After)),
        AuditActions.StoreMade => T("made the store {0}{1}", Of(e), Note(e.After)),
        AuditActions.StoreConnected => T("connected the store {0} to AliExpress{1}", Of(e), Note(e.After)),
        AuditActions.StoreAuthorised => T("authorised the store {0} again{1}", Of(e), Note(e.After)),
        AuditActions.StoreRenamed => T("renamed the store {0} to {1}", Quoted(e.Before), Quoted(e.After)),
        AuditActions.StorePaused => T("paused the store {0}", Of(e)),
        AuditActions.StoreResumed => T("resumed the store {0}", Of(e)),
        AuditActions.StoreQueriesChanged => T("changed how orders of the store {0} are asked for{1}", Of(e), Note(e.After)),
        AuditActions.StoreDisconnected => T("disconnected the store {0}; its tokens are forgotten and its rows kept", Of(e)),
        AuditActions.StoreErased => T("erased the store {0}{1}", Of(e), Note(e.After)),
        AuditActions.OrdersImported or AuditActions.ListingsImported or AuditActions.TemplatesImported => T("imported {0}{1}{2}", Of(e), With(" " + T("into {0}"), e.Store), With(": {0}", e.After)),
        AuditActions.Exported => T("exported {0}{1}{2}", Exported(e), OfStore(e), Note(e.After)),
        _ => T("did {0}{1}{2}{3}{4}", OneLine.Of(e.Action, 60), With(" " + T("to {0}"), e.Subject), OfStore(e), With(", " + T("which was {0}"), e.Before), With(", " + T("to {0}"), e.After)),
    };

    private static string Exported(AuditEntry e) => e.Subject switch
    {
        "audit" => T("the audit"),
        "uncovered listings" => T("a list of listings"),
        "the fix plan" => T("the fix plan"),
        _ => Of(e),
    };

    private static string Right(string right) => Enum.TryParse<Right>(right, out var asked)
        ? asked switch
        {
            Core.Access.Right.ReadCard => T("read a card"),
            Core.Access.Right.ReadStore => T("see a store"),
            Core.Access.Right.ProposeMarket => T("propose a priority market"),
            Core.Access.Right.ChangeMarkets => T("change the priority markets"),
            Core.Access.Right.ChangeDestinations => T("tell where services ship and what is restricted"),
            Core.Access.Right.VerifyDestinations => T("verify destinations"),
            Core.Access.Right.PrepareMoves => T("prepare moves to another template"),
            Core.Access.Right.StartSync => T("start a sync"),
            Core.Access.Right.EditSandbox => T("edit the sandbox's templates"),
            Core.Access.Right.ManageStores => T("connect, disconnect or erase a store"),
            Core.Access.Right.ManageConnection => T("rename, pause or authorise a store"),
            Core.Access.Right.ImportOrders => T("make a store from a file"),
            Core.Access.Right.ImportFiles => T("import files into a store"),
            Core.Access.Right.ExportFiles => T("export a store's rows"),
            Core.Access.Right.ManagePeople => T("manage people"),
            Core.Access.Right.ManageTokens => T("manage tokens"),
            Core.Access.Right.ReadAudit => T("read the audit"),
            Core.Access.Right.OwnAccount => T("use an account of their own"),
            _ => right,
        }
        : OneLine.Of(right, 60);

    /// <summary>From what to what by name, or what came and went when there are many. Codes as they are when the record was cut.</summary>
    private static string Markets(string? before, string? after)
    {
        if (Codes(before) is not { } old || Codes(after) is not { } now)
        {
            return " " + T("from {0} to {1}", Quoted(before), Quoted(after));
        }

        return old.Count <= MarketsNamed && now.Count <= MarketsNamed
            ? " " + T("from {0} to {1}", Names(old), Names(now))
            : $": {string.Join("; ", new[] { Added(now - old), Removed(old - now), T("{0} in all", now.Count) }.Where(m => m is not ""))}";
    }

    /// <summary>The same for a service, of which nobody may have told.</summary>
    private static string Served(string? before, string? after) =>
        after is null ? ": " + T("forgotten")
        : before is not null ? Markets(before, after)
        : ": " + (Codes(after) is { } told ? T("told {0:# country|# countries}", told.Count) : T("told {0}", Quoted(after)));

    private static string Added(CountrySet countries) => countries.Count switch
    {
        0 => "",
        <= 2 * MarketsNamed => T("added {0}", Names(countries)),
        var many => T("added {0:# country|# countries}", many),
    };

    private static string Removed(CountrySet countries) => countries.Count switch
    {
        0 => "",
        <= 2 * MarketsNamed => T("removed {0}", Names(countries)),
        var many => T("removed {0:# country|# countries}", many),
    };

    private static string Names(CountrySet countries) => countries.IsEmpty ? T("none") : string.Join(", ", countries.Select(c => CountryCatalogue.NameOf(c)));

    private static CountrySet? Codes(string? text)
    {
        var codes = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return codes.All(c => CountryCode.TryParse(c, out _)) ? CountrySet.Of(codes.Select(CountryCode.Parse)) : null;
    }

    private static string Country(string code) => CountryCode.TryParse(code, out var country) ? CountryCatalogue.NameOf(country) : OneLine.Of(code, 60);

    private static string Of(AuditEntry entry) => entry.Subject is "" ? "–" : OneLine.Of(entry.Subject, 300);

    private static string OfStore(AuditEntry entry) => With(" " + T("of {0}"), entry.Store);

    private static string In(AuditEntry entry) => With(" " + T("in {0}"), entry.Store);

    private static string As(AuditEntry entry) => With(" " + T("as {0}"), entry.After);

    private static string Note(string? text) => string.IsNullOrEmpty(text) ? "" : $" ({OneLine.Of(text, 300)})";

    /// <summary>Nothing when there is no text to be said.</summary>
    private static string With(string phrase, string? text) => string.IsNullOrEmpty(text) ? "" : phrase.Replace("{0}", OneLine.Of(text, 300).TrimEnd('.'), StringComparison.Ordinal);

    private static string Quoted(string? text) => string.IsNullOrEmpty(text) ? T("nothing") : $"“{OneLine.Of(text, 300)}”";
}
