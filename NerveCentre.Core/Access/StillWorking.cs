using NerveCentre.Core.Store;

namespace NerveCentre.Core.Access;

/// <summary>What was handed out and can still be used: in one place what every question about it means.</summary>
internal static class StillWorking
{
    public static IQueryable<InvitationRecord> LiveInvitations(this NerveCentreDb db, DateTimeOffset now) =>
        db.Invitations.Where(i => i.UsedAt == null && i.RevokedAt == null && i.ExpiresAt > now);

    public static IQueryable<ApiTokenRecord> LiveTokens(this NerveCentreDb db, DateTimeOffset now) =>
        db.ApiTokens.Where(t => t.RevokedAt == null && t.ExpiresAt > now);
}
