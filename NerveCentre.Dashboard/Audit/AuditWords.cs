using System.Globalization;
using NerveCentre.Core;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Countries;

namespace NerveCentre.Dashboard.Audit;

/// <summary>Rows of the audit in plain words. Sentences are English; names of countries follow the viewer.</summary>
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
        "owner" => "First owner",
        "signin" => "Sign-ins",
        "session" => "Sessions",
        "access" => "Refusals",
        "password" => "Passwords",
        "secondfactor" => "Second factors",
        "account" => "Accounts",
        "invitation" => "Invitations",
        "reset" => "Reset links",
        "roles" => "Roles",
        "markets" => "Priority markets",
        "target" => "Coverage targets",
        "proposal" => "Proposed markets",
        "services" => "Shipping services",
        "templates" => "Templates",
        "restriction" => "Restricted destinations",
        "verification" => "Verifications",
        "move" => "Moves to another template",
        "sync" => "Syncs",
        "backfill" => "First readings",
        "sandbox" => "Sandbox",
        "store" => "Stores",
        "orders" => "Imports of orders",
        "listings" => "Imports of listings",
        "token" => "Tokens",
        "export" => "Exports",
        "audit" => "Audit",
        "backup" => "Backups",
        _ => subject,
    };

    /// <summary>A single action for the filter, such as "refused".</summary>
    public static string Action(string action) => action switch
    {
        AuditActions.SignedIn => "signed in",
        AuditActions.SignedOut => "signed out",
        AuditActions.SecondFactorOn => "turned on",
        AuditActions.SecondFactorOff => "turned off",
        AuditActions.RecoveryCodesMade => "recovery codes made",
        AuditActions.RecoveryCodeUsed => "recovery code used",
        AuditActions.AuditPruned => "old rows removed",
        AuditActions.StoreAuthorised => "authorised again",
        AuditActions.StoreQueriesChanged => "form of order queries changed",
        _ => action[(action.IndexOf('.', StringComparison.Ordinal) + 1)..],
    };

    private static string Deed(AuditEntry e) => e.Action switch
    {
        AuditActions.OwnerCreated => $"became the first owner, as {Of(e)}",
        AuditActions.SignedIn => $"signed in{With(" with ", e.Subject)}",
        AuditActions.SignInRefused => $"tried to sign in as {Of(e)} and was refused{With(": ", e.After)}",
        AuditActions.SignedOut => "signed out",
        AuditActions.SessionEnded => $"ended {(e.Subject is "" ? "a session of their own" : e.Subject is "all others" ? "all other sessions of their own" : $"the sessions of {Of(e)}")}{Note(e.After)}",
        AuditActions.Refused => $"was refused: {Right(e.Subject)}{In(e)}",
        AuditActions.PasswordChanged => "changed their password",
        AuditActions.PasswordReset => $"set a new password for {Of(e)} through a reset link{Note(e.After)}",
        AuditActions.SecondFactorOn => "turned their second factor on",
        AuditActions.SecondFactorOff => "turned their second factor off",
        AuditActions.RecoveryCodesMade => "made new recovery codes",
        AuditActions.RecoveryCodeUsed => "signed in with a recovery code",
        AuditActions.AccountRenamed => $"changed their name from {Quoted(e.Before)} to {Quoted(e.After)}",
        AuditActions.Invited => $"invited {Of(e)}{With(" as ", e.After)}",
        AuditActions.InvitationRevoked => $"took back the invitation of {Of(e)}",
        AuditActions.InvitationAccepted => $"accepted the invitation made for {Of(e)}{With(" as ", e.After)}",
        AuditActions.ResetLinkMade => $"made a reset link for {Of(e)}{Note(e.After)}",
        AuditActions.AccountDisabled => $"disabled the account {Of(e)}",
        AuditActions.AccountEnabled => $"enabled the account {Of(e)}",
        AuditActions.RolesChanged => $"changed what {Of(e)} may do from {Quoted(e.Before)} to {Quoted(e.After)}",
        AuditActions.MarketsChanged => $"changed the priority markets{OfStore(e)}{Markets(e.Before, e.After)}",
        AuditActions.TargetSet => $"changed the coverage target{OfStore(e)} from {Quoted(e.Before)} to {Quoted(e.After)}",
        AuditActions.MarketProposed => $"proposed {Country(e.Subject)} as a priority market{OfStore(e)}{With(": ", e.After)}{Note(e.Before)}",
        AuditActions.ProposalWithdrawn => $"took back the proposal of {Country(e.Subject)}{OfStore(e)}",
        AuditActions.ProposalAccepted => $"accepted {Country(e.Subject)} as a priority market{OfStore(e)}{Note(e.Before)}",
        AuditActions.ProposalDeclined => $"declined {Country(e.Subject)} as a priority market{OfStore(e)}{Note(e.Before)}",
        AuditActions.BackfillPaused => $"paused the back-fill{OfStore(e)}",
        AuditActions.BackfillResumed => $"resumed the back-fill{OfStore(e)}",
        AuditActions.ServiceTold => $"changed the countries that {Of(e)} serves{In(e)}{Served(e.Before, e.After)}",
        AuditActions.UntoldServicesSet => $"changed how services count whose countries nobody has told{In(e)}, from {Quoted(e.Before)} to {Quoted(e.After)}",
        AuditActions.TemplatesGone => $"confirmed that the templates{OfStore(e)} are gone{Note(e.After)}",
        AuditActions.RestrictionAdded => $"added restricted destinations{In(e)}{With(": ", e.After)}",
        AuditActions.RestrictionRemoved => $"removed restricted destinations{In(e)}{With(": ", e.Before)}",
        AuditActions.Verified => $"asked AliExpress where listings ship{In(e)}{Note(e.After)}",
        AuditActions.SyncStarted => $"started a sync{OfStore(e)}",
        AuditActions.SandboxEdited => $"edited the templates{OfStore(e)}{With(": ", e.After)}",
        AuditActions.StoreMade => $"made the store {Of(e)}{Note(e.After)}",
        AuditActions.StoreConnected => $"connected the store {Of(e)} to AliExpress{Note(e.After)}",
        AuditActions.StoreAuthorised => $"authorised the store {Of(e)} again{Note(e.After)}",
        AuditActions.MovePrepared => $"prepared a move to the template {Quoted(e.Subject)}{OfStore(e)}{Note(e.After)}",
        AuditActions.MoveWithdrawn => $"withdrew the move to the template {Quoted(e.Subject)}{OfStore(e)}{Note(e.After)}",
        AuditActions.StoreRenamed => $"renamed the store {Quoted(e.Before)} to {Quoted(e.After)}",
        AuditActions.StorePaused => $"paused the store {Of(e)}",
        AuditActions.StoreResumed => $"resumed the store {Of(e)}",
        AuditActions.StoreQueriesChanged => $"changed how orders of the store {Of(e)} are asked for{Note(e.After)}",
        AuditActions.StoreDisconnected => $"disconnected the store {Of(e)}; its tokens are forgotten and its rows kept",
        AuditActions.StoreErased => $"erased the store {Of(e)}{Note(e.After)}",
        AuditActions.OrdersImported or AuditActions.ListingsImported or AuditActions.TemplatesImported => $"imported {Of(e)}{With(" into ", e.Store)}{With(": ", e.After)}",
        AuditActions.TokenMade => $"made the token {Of(e)}{Note(e.After)}",
        AuditActions.TokenRevoked => $"revoked the token {Of(e)}{Note(e.After)}",
        AuditActions.Exported => $"exported {(e.Subject is "audit" ? "the audit" : Of(e))}{OfStore(e)}{Note(e.After)}",
        AuditActions.AuditPruned => $"removed {With("", e.After)} {Of(e)}",
        AuditActions.BackupMade => $"made the backup {Of(e)}{Note(e.After)}",
        AuditActions.BackupRestored => $"restored the backup {Of(e)}{Note(e.After)}{With("; what was there before is ", e.Before)}",
        _ => $"did {OneLine.Of(e.Action, 60)}{With(" to ", e.Subject)}{OfStore(e)}{With(", from ", e.Before)}{With(", to ", e.After)}",
    };

    private static string Right(string right) => Enum.TryParse<Right>(right, out var asked)
        ? asked switch
        {
            Core.Access.Right.ReadCard => "read a card",
            Core.Access.Right.ReadStore => "see a store",
            Core.Access.Right.ProposeMarket => "propose a priority market",
            Core.Access.Right.ChangeMarkets => "change the priority markets",
            Core.Access.Right.ChangeDestinations => "tell where services ship and what is restricted",
            Core.Access.Right.VerifyDestinations => "verify destinations",
            Core.Access.Right.PrepareMoves => "prepare moves to another template",
            Core.Access.Right.StartSync => "start a sync",
            Core.Access.Right.EditSandbox => "edit the sandbox's templates",
            Core.Access.Right.ManageStores => "connect, disconnect or erase a store",
            Core.Access.Right.ManageConnection => "rename, pause or authorise a store",
            Core.Access.Right.ImportOrders => "make a store from a file",
            Core.Access.Right.ImportFiles => "import a file",
            Core.Access.Right.ExportFiles => "export a store's rows",
            Core.Access.Right.ManagePeople => "manage people",
            Core.Access.Right.ManageTokens => "manage tokens",
            Core.Access.Right.ReadAudit => "read the audit",
            Core.Access.Right.OwnAccount => "use an account of their own",
            _ => right,
        }
        : OneLine.Of(right, 60);

    /// <summary>From what to what by name, or what came and went when there are many. Codes as they are when the record was cut.</summary>
    private static string Markets(string? before, string? after)
    {
        if (Codes(before) is not { } old || Codes(after) is not { } now)
        {
            return $" from {Quoted(before)} to {Quoted(after)}";
        }

        return old.Count <= MarketsNamed && now.Count <= MarketsNamed
            ? $" from {Names(old)} to {Names(now)}"
            : $": {string.Join("; ", new[] { Moved("added", now - old), Moved("removed", old - now), $"{now.Count} in all" }.Where(m => m is not ""))}";
    }

    /// <summary>The same for a service, of which nobody may have told.</summary>
    private static string Served(string? before, string? after) =>
        after is null ? ": forgotten" : before is null ? (Codes(after) is { } told ? $": told {told.Count} countries" : $": told {Quoted(after)}") : Markets(before, after);

    private static string Moved(string verb, CountrySet countries) => countries.Count switch
    {
        0 => "",
        <= 2 * MarketsNamed => $"{verb} {Names(countries)}",
        var many => $"{verb} {many} countries",
    };

    private static string Names(CountrySet countries) => countries.IsEmpty ? "none" : string.Join(", ", countries.Select(c => CountryCatalogue.NameOf(c)));

    private static CountrySet? Codes(string? text)
    {
        var codes = (text ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return codes.All(c => CountryCode.TryParse(c, out _)) ? CountrySet.Of(codes.Select(CountryCode.Parse)) : null;
    }

    private static string Country(string code) => CountryCode.TryParse(code, out var country) ? CountryCatalogue.NameOf(country) : OneLine.Of(code, 60);

    private static string Of(AuditEntry entry) => entry.Subject is "" ? "–" : OneLine.Of(entry.Subject, 300);

    private static string OfStore(AuditEntry entry) => With(" of ", entry.Store);

    private static string In(AuditEntry entry) => With(" in ", entry.Store);

    private static string Note(string? text) => string.IsNullOrEmpty(text) ? "" : $" ({OneLine.Of(text, 300)})";

    private static string With(string before, string? text) => string.IsNullOrEmpty(text) ? "" : before + OneLine.Of(text, 300).TrimEnd('.');

    private static string Quoted(string? text) => string.IsNullOrEmpty(text) ? "nothing" : $"“{OneLine.Of(text, 300)}”";
}
