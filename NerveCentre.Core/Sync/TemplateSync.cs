using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NerveCentre.Core.AliExpress;
using NerveCentre.Core.Coverage;
using NerveCentre.Core.Live;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Sync;

/// <summary>Reads all shipping templates: one call for the list, one for each. AliExpress tells no time of modification for them.</summary>
internal sealed class TemplateSync(IDbContextFactory<NerveCentreDb> contexts, StoreWriter writer, IOptions<SyncOptions> options, TimeProvider clock) : IStreamSync
{
    public string Stream => SyncStreams.Templates;

    public async Task RunAsync(StoreSummary store, AliExpressClient client, RunCounts counts, CancellationToken cancel)
    {
        var list = (await client.GetTemplatesAsync(cancel)).Required();
        await RefuseEmptyAsync(store.Id, list.Count, cancel);
        var settings = new ConcurrentBag<TemplateSettings>();
        var refused = new ConcurrentBag<AliExpressError>();
        await Parallel.ForEachAsync(
            list,
            new ParallelOptions { MaxDegreeOfParallelism = options.Value.ParallelCalls, CancellationToken = cancel },
            async (template, token) =>
            {
                var answer = await client.GetTemplateAsync(template.TemplateId, token);
                if (answer.Error is { Kind: AliExpressErrorKind.Request or AliExpressErrorKind.Unreadable } error)
                {
                    refused.Add(error);
                }
                else
                {
                    // The list knows the name and the default mark better than the settings do.
                    settings.Add(answer.Required() with { Name = template.Name, IsDefault = template.IsDefault });
                }
            });
        if (settings.IsEmpty && refused.TryPeek(out var first))
        {
            throw new ProblemException($"None of the {list.Count} shipping templates could be read: {first.Message} What was read before is kept; the next run tries again.");
        }

        counts.Read += list.Count;
        await writer.WriteAsync(session => Write(session, store.Id, list, settings, counts), cancel);
        if (!refused.IsEmpty)
        {
            counts.Say($"{refused.Count} of {list.Count} templates could not be read and keep what was read before: {refused.First().Message}");
        }
    }

    private async Task RefuseEmptyAsync(int storeId, int told, CancellationToken cancel)
    {
        if (told > 0)
        {
            return;
        }

        int known;
        using (var db = contexts.CreateDbContext())
        {
            known = await db.Templates.CountAsync(t => t.StoreId == storeId && t.GoneAt == null, cancel);
        }

        if (known > 0)
        {
            await writer.WriteAsync(
                session =>
                {
                    var store = session.Db.Stores.Single(s => s.Id == storeId);
                    store.NoTemplatesSince ??= clock.GetUtcNow();
                },
                cancel);
            throw new ProblemException($"AliExpress told no shipping template at all, where {known} were known. They were kept. If the store really has none, an owner confirms it on the page Shipping services; otherwise the next read mends it.");
        }
    }

    private void Write(WriteSession session, int storeId, IReadOnlyList<TemplateSummary> list, IEnumerable<TemplateSettings> settings, RunCounts counts)
    {
        var now = clock.GetUtcNow();
        session.Db.Stores.Single(s => s.Id == storeId).NoTemplatesSince = null;
        var templates = new TemplateWriter(session, storeId, now);
        foreach (var template in settings.OrderBy(t => t.TemplateId))
        {
            var unknownCodes = TemplateMapping.ToReach(template).UnknownCodes;
            if (unknownCodes.Count > 0)
            {
                counts.Say($"Template '{template.Name}' names codes that are no country: {string.Join(", ", unknownCodes)}.");
            }

            counts.Count(templates.Upsert(template));
        }

        counts.Gone += templates.KeepOnly(list.Select(t => t.TemplateId).ToHashSet());
        Cursors.Move(session, storeId, Stream, now);
    }
}
