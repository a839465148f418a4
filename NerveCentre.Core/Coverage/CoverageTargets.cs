using System.Globalization;
using NerveCentre.Core.Access;
using NerveCentre.Core.Audit;

namespace NerveCentre.Core.Coverage;

/// <summary>What a store's owner aims at. A mark on the gauge and nothing more: no reading depends on it.</summary>
public sealed class CoverageTargets(AccessGuard guard, TimeProvider clock)
{
    /// <summary>Sets the target, or takes it away.</summary>
    /// <param name="percent">Over 0 to 100, rounded to one decimal; <c>null</c> for none.</param>
    /// <returns>False when it was already so; then nothing is written.</returns>
    /// <exception cref="ProblemException">It is not above 0, or above 100.</exception>
    /// <exception cref="AccessRefusedException">The caller may not.</exception>
    public Task<bool> SetAsync(Caller caller, int storeId, decimal? percent, CancellationToken cancel)
    {
        var tenths = percent is { } said ? (int?)decimal.Round(Math.Clamp(said, -1, 101) * 10, MidpointRounding.AwayFromZero) : null;
        return guard.WriteAsync(
            caller,
            Right.ChangeMarkets,
            storeId,
            session =>
            {
                if (tenths is < 1 or > 1000)
                {
                    throw new ProblemException($"The target is a percentage above 0 and at most 100, such as 95 or 97.5; {percent!.Value.ToString("0.##", CultureInfo.InvariantCulture)} is not. Leave it empty for no target.");
                }

                var store = session.Db.Stores.Single(s => s.Id == storeId);
                if (store.TargetTenths == tenths)
                {
                    return false;
                }

                session.Audit(caller, clock, AuditActions.TargetSet, storeId, before: Text(store.TargetTenths), after: Text(tenths));
                store.TargetTenths = tenths;
                session.MarkChanged(storeId);
                return true;
            },
            cancel);
    }

    private static string Text(int? tenths) => tenths is { } set ? (set / 10m).ToString("0.0", CultureInfo.InvariantCulture) + " %" : "none";
}
