using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;
using NerveCentre.Core.Live;

namespace NerveCentre.Core.Coverage;

/// <summary>The fix plan on its way out of the product.</summary>
public sealed class FixPlans(BoardFeed feed, AccessGuard guard, TimeProvider clock)
{
    /// <summary>The newest snapshot, whose plan is to be exported. That it was asked for is recorded.</summary>
    /// <exception cref="AccessRefusedException">The caller may not.</exception>
    public async Task<BoardSnapshot> ExportAsync(Caller caller, int storeId, CancellationToken cancel)
    {
        await guard.WriteAsync(caller, Right.ReadStore, storeId, session => session.Audit(caller, clock, AuditActions.Exported, storeId, "the fix plan"), cancel);
        return await feed.GetAsync(caller, storeId, cancel);
    }
}
