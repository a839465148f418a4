using System.Globalization;
using NerveCentre.Core.AliExpress.Calls;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Sync;

/// <summary>How much of the app's budget is used, in words.</summary>
internal static class CallWords
{
    public static string Used(CallUse use, StoreTime time, DateTimeOffset now)
    {
        var since = $"since midnight in Beijing, where AliExpress's days begin; the next one begins at {time.Short(use.NextDay, now)}";
        var others = use.App == use.Store ? "" : $" of the {Figures.Of(use.App, "call")} of its app";
        return use.PerDay is { } perDay
            ? $"{Figures.Of(use.Store, "call")} of this store{others} {since}. The app may make {Figures.Count(perDay)} a day and {Rate(use.PerSecond)} a second for each store (AliExpress:CallsPerDay, AliExpress:CallsPerSecond)."
            : $"{Figures.Of(use.Store, "call")} of this store{others} {since}. There is no limit.";
    }

    private static string Rate(double? perSecond) => (perSecond ?? 0).ToString("0.##", CultureInfo.CurrentCulture);
}
