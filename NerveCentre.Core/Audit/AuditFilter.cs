using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NerveCentre.Core.Demand;

namespace NerveCentre.Core.Audit;

/// <summary>Which rows of the audit; all of them when nothing is said.</summary>
/// <param name="Action">One of <see cref="AuditActions"/>, or what stands before its dot.</param>
/// <param name="Who">Text in the name of who did it, or of whom or what it was done to; ASCII letters of either case.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Zone">IANA zone in which those days begin.</param>
/// <param name="StoreId">Only what is about this store.</param>
public sealed record AuditFilter(string? Action = null, string? Who = null, DateOnly? From = null, DateOnly? To = null, string Zone = "UTC", int? StoreId = null)
{
    /// <summary>Longest text to look for, in characters.</summary>
    public const int LongestWho = 100;

    private const string Escape = "\\";

    /// <exception cref="ProblemException">It can match nothing, in words.</exception>
    internal IQueryable<AuditRecord> Apply(IQueryable<AuditRecord> rows)
    {
        Check();
        var zone = DemandWindows.Zone(Zone);
        if (Action is { } action)
        {
            var actions = AuditActions.All.Where(a => a == action || AuditActions.SubjectOf(a) == action).ToList();
            rows = rows.Where(a => actions.Contains(a.Action));
        }

        if (Who is { } who)
        {
            var pattern = $"%{who.Replace(Escape, Escape + Escape, StringComparison.Ordinal).Replace("%", Escape + "%", StringComparison.Ordinal).Replace("_", Escape + "_", StringComparison.Ordinal)}%";
            rows = rows.Where(a => EF.Functions.Like(a.By, pattern, Escape) || EF.Functions.Like(a.Subject, pattern, Escape));
        }

        if (From is { } from)
        {
            var start = DemandWindows.StartOf(from, zone);
            rows = rows.Where(a => a.At >= start);
        }

        if (To is { } to)
        {
            var end = DemandWindows.StartOf(to.AddDays(1), zone);
            rows = rows.Where(a => a.At < end);
        }

        return StoreId is { } store ? rows.Where(a => a.StoreId == store) : rows;
    }

    /// <summary>For the audit itself: what an export left out.</summary>
    internal string Told()
    {
        var said = new[] { Part("action", Action), Part("who", Who), Part("from", Day(From)), Part("to", Day(To)), Part("store", StoreId?.ToString(CultureInfo.InvariantCulture)) };
        return said.All(s => s is null) ? "everything" : string.Join(", ", said.Where(s => s is not null));

        static string? Part(string name, string? value) => value is null ? null : $"{name} {value}";

        static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private void Check()
    {
        if (Action is { } action && !AuditActions.All.Any(a => a == action || AuditActions.SubjectOf(a) == action))
        {
            throw new ProblemException($"There is no action “{OneLine.Of(action, 60)}” in the audit.");
        }

        if (Who is { Length: > LongestWho })
        {
            throw new ProblemException($"Look for at most {LongestWho} characters.");
        }

        if (From?.Year is < 2000 or > 9000 || To?.Year is < 2000 or > 9000)
        {
            throw new ProblemException("The audit has days from the year 2000 on.");
        }

        if (From > To)
        {
            throw new ProblemException("The first day is after the last. Turn them around.");
        }
    }
}
