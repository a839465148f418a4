namespace NerveCentre.Core.Audit;

/// <summary>What can stand in the audit, as <c>subject.verb</c>.</summary>
public static class AuditActions
{
    public const string OwnerCreated = "owner.created";
    public const string SignedIn = "signin.done";
    public const string SignInRefused = "signin.refused";
    public const string SignedOut = "session.signedout";
    public const string SessionEnded = "session.ended";
    public const string Refused = "access.refused";
    public const string PasswordChanged = "password.changed";
    public const string PasswordReset = "password.reset";
    public const string SecondFactorOn = "secondfactor.on";
    public const string SecondFactorOff = "secondfactor.off";
    public const string RecoveryCodesMade = "secondfactor.codes";
    public const string RecoveryCodeUsed = "secondfactor.codeused";
    public const string AccountRenamed = "account.renamed";
    public const string Invited = "invitation.made";
    public const string InvitationRevoked = "invitation.revoked";
    public const string InvitationAccepted = "invitation.accepted";
    public const string ResetLinkMade = "reset.made";
    public const string AccountDisabled = "account.disabled";
    public const string AccountEnabled = "account.enabled";
    public const string RolesChanged = "roles.changed";
    public const string MarketsChanged = "markets.changed";
    public const string TargetSet = "target.set";
    public const string MarketProposed = "proposal.made";
    public const string ProposalWithdrawn = "proposal.withdrawn";
    public const string ProposalAccepted = "proposal.accepted";
    public const string ProposalDeclined = "proposal.declined";
    public const string ServiceTold = "services.told";
    public const string UntoldServicesSet = "services.untold";
    public const string TemplatesGone = "templates.gone";
    public const string RestrictionAdded = "restriction.added";
    public const string RestrictionRemoved = "restriction.removed";
    public const string Verified = "verification.started";
    public const string MovePrepared = "move.prepared";
    public const string MoveWithdrawn = "move.withdrawn";
    public const string SyncStarted = "sync.started";
    public const string BackfillPaused = "backfill.paused";
    public const string BackfillResumed = "backfill.resumed";
    public const string SandboxEdited = "sandbox.edited";
    public const string StoreMade = "store.made";
    public const string StoreConnected = "store.connected";
    public const string StoreAuthorised = "store.authorised";
    public const string StoreRenamed = "store.renamed";
    public const string StorePaused = "store.paused";
    public const string StoreResumed = "store.resumed";
    public const string StoreQueriesChanged = "store.queries";
    public const string StoreDisconnected = "store.disconnected";
    public const string StoreErased = "store.erased";
    public const string OrdersImported = "orders.imported";
    public const string ListingsImported = "listings.imported";
    public const string TemplatesImported = "templates.imported";
    public const string TokenMade = "token.made";
    public const string TokenRevoked = "token.revoked";
    public const string Exported = "export.made";
    public const string AuditPruned = "audit.pruned";
    public const string BackupMade = "backup.made";
    public const string BackupRestored = "backup.restored";

    /// <summary>All of them, in the order in which a filter offers them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        .. typeof(AuditActions).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!),
    ];

    /// <summary>What stands before the dot, such as <c>signin</c>.</summary>
    public static string SubjectOf(string action) => action.Split('.')[0];
}
