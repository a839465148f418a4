using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using NerveCentre.Core;
using NerveCentre.Core.Countries;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Files;
using NerveCentre.Core.Live;
using NerveCentre.Dashboard.Shared;

namespace NerveCentre.Dashboard.Plan;

/// <summary><c>GET /plan.csv?store=&amp;by=&amp;steps=</c> and <c>/plan.md</c>: the plan as a checklist. <c>GET /plan/moves.csv?id=</c>: the listings of a prepared move.</summary>
internal static class PlanExport
{
    private const string Where = "the page /plan";

    private static readonly string[] Header =
        ["step", "action", "template_id", "template", "add", "listings", "become_covered", "coverage_before", "coverage_after", "orders_met", "move_to_template_id", "move_to", "move_loses", "note", "ticked", "as_of"];

    private static readonly string[] MoveHeader = ["listing_id", "title", "from_template_id", "to_template_id", "to_template", "moved"];

    public static void MapPlan(this WebApplication app)
    {
        app.MapGet("/plan.csv", (HttpContext http, FixPlans plans, TimeProvider clock) => SendAsync(http, plans, async (board, query) =>
        {
            CsvDownload.InEnglish();
            CsvDownload.Name(http.Response, "fix-plan", board.Store.Name, clock.GetUtcNow());
            var rows = board.Plan.Ranked(query.By).Select((s, i) => Cells(i + 1, s, query.Ticked, board.Coverage.AsOf)).Prepend(Header).ToAsyncEnumerable();
            await CsvRows.CopyAsync(rows, http.Response.Body, CsvText.Harmless, http.RequestAborted);
        }));
        app.MapGet("/plan.md", (HttpContext http, FixPlans plans, TimeProvider clock) => SendAsync(http, plans, (board, query) =>
        {
            // Plain text: whatever opens it never takes a name for markup.
            http.Response.ContentType = "text/plain; charset=utf-8";
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{CsvDownload.FileName("fix-plan", board.Store.Name, clock.GetUtcNow(), "md")}\"";
            return http.Response.WriteAsync(Text(board, query), http.RequestAborted);
        }));
        app.MapGet("/plan/moves.csv", (HttpContext http, MoveProposals moves, TimeProvider clock) => StoreDownload.SendAsync(http, Where, async (caller, store) =>
        {
            var export = await moves.ExportAsync(caller, store.Id, int.TryParse(http.Request.Query["id"], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0, http.RequestAborted);
            CsvDownload.Name(http.Response, "move", clock.GetUtcNow());
            var rows = export.Listings.Select(l => Cells(export.Move, l)).Prepend(MoveHeader).ToAsyncEnumerable();
            await CsvRows.CopyAsync(rows, http.Response.Body, CsvText.Harmless, http.RequestAborted);
        }, StatusCodes.Status404NotFound));
    }

    private static Task SendAsync(HttpContext http, FixPlans plans, Func<BoardSnapshot, PlanQuery, Task> send) => StoreDownload.SendAsync(http, Where, async (caller, store) =>
    {
        var board = await plans.ExportAsync(caller, store.Id, http.RequestAborted);
        await send(board, PlanQuery.Parse(http.Request.Query["by"], http.Request.Query["steps"], null, board.Plan).Query);
    });

    private static string[] Cells(MoveProposal move, MovedListing listing) =>
        [Number(listing.ListingId), OneLine.Of(listing.Title), move.FromTemplateId is { } from ? Number(from) : "", Number(move.ToTemplateId), OneLine.Of(move.ToName), listing.IsMoved ? "yes" : "no"];

    private static string[] Cells(int place, RankedStep ranked, IReadOnlyList<string> ticked, DateTimeOffset asOf)
    {
        var step = ranked.Step;
        return
        [
            Number(place),
            step.Kind switch { FixKind.AddMarkets => "add markets", FixKind.GiveTemplate => "give another template", _ => "clarify" },
            step.TemplateId is { } id ? Number(id) : "",
            step.TemplateName is { } name ? OneLine.Of(name) : "",
            string.Join(' ', step.Markets.Select(m => m.Country)),
            Number(step.Listings),
            Number(step.Gained),
            Percent(ranked.Before),
            Percent(ranked.After),
            step.DemandGain.ToString("0.0", CultureInfo.InvariantCulture),
            step.Move is { } move ? Number(move.TemplateId) : "",
            step.Move is { } target ? OneLine.Of(target.Name) : "",
            step.Move is { } losing ? string.Join(' ', losing.Loses) : "",
            string.Join(' ', FixSentences.Notes(step)),
            ticked.Contains(step.Key) ? "yes" : "no",
            StoreTime.Machine(asOf),
        ];
    }

    /// <summary>A checklist that reads as plain text and as Markdown.</summary>
    internal static string Text(BoardSnapshot board, PlanQuery query)
    {
        var (time, text) = (new StoreTime(board.Store.TimeZone), new StringBuilder());
        text.AppendLine(CultureInfo.InvariantCulture, $"# {T("Fix plan")}: {Plain(board.Store.Name)}").AppendLine()
            .AppendLine(FixSentences.Lead(board))
            .AppendLine(CultureInfo.InvariantCulture, $"{T("As of {0}", time.Exact(board.Coverage.AsOf))} ({time.ZoneName}).");
        if (query.Ticked.Count > 0)
        {
            text.AppendLine(FixSentences.WhatIf(board.Plan, query.Ticked));
        }

        text.AppendLine();
        foreach (var ranked in board.Plan.Ranked(query.By))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- [ ] {Plain(FixSentences.Line(ranked))}");
            if (ranked.Step is { Kind: FixKind.AddMarkets } step)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {T("Template id {0}", step.Key)}: {string.Join(", ", step.Markets.Select(m => $"{CountryCatalogue.NameOf(m.Country)} ({m.Country})"))}");
            }

            // Its box stays open: ticked is what was tried out, not what was done.
            if (query.Ticked.Contains(ranked.Step.Key))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {T("One of the ticked steps.")}");
            }

            foreach (var note in FixSentences.Notes(ranked.Step))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"  {Plain(note)}");
            }
        }

        return board.Plan.ByListings.Count is 0 ? text.ToString() : text.AppendLine().AppendLine(FixSentences.Checked(board)).ToString();
    }

    /// <summary>On one line, and nothing of it markup: names are the seller's.</summary>
    private static string Plain(string text) =>
        string.Concat(OneLine.Of(text, 400).Select(c => c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '#' or '|' or '!' ? $"\\{c}" : c.ToString()));

    private static string Percent(ClassCounts classes) => (classes.Percent ?? 0).ToString("0.0###", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
