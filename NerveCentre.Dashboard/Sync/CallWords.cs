using System.Globalization;
using NerveCentre.Core.AliExpress.Calls;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Sync;

/// <summary>How much of the app's budget is used, in words.</summary>
internal static class CallWords
{
    public static string Used(CallUse use, StoreTime time, DateTimeOffset now)
    {
        var next = time.Short(use.NextDay, now);
        var used = use.App == use.Store
            ? T("{0:# call|# calls} of this store since midnight in Beijing, where AliExpress's days begin; the next one begins at {1}.", use.Store, next)
            : T("{0:# call|# calls} of this store of the {1:# call|# calls} of its app since midnight in Beijing, where AliExpress's days begin; the next one begins at {2}.", use.Store, use.App, next);
        var limit = use.PerDay is { } perDay
            ? T("The app may make {0} a day and {1} a second for each store (AliExpress:CallsPerDay, AliExpress:CallsPerSecond).", perDay, Rate(use.PerSecond))
            : T("There is no limit.");
        return $"{used} {limit}";
    }

    private static string Rate(double? perSecond) => (perSecond ?? 0).ToString("0.##", CultureInfo.CurrentCulture);
}
