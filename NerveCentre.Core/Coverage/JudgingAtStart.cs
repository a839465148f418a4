using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Coverage;

/// <summary>Judges all templates anew when the server starts, since this version may know codes and rules that the one before did not. Writes what differs, which is mostly nothing.</summary>
internal sealed partial class JudgingAtStart(IDbContextFactory<NerveCentreDb> contexts, StoreWriter writer, ILogger<JudgingAtStart> log) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        List<int> stores;
        using (var db = contexts.CreateDbContext())
        {
            stores = await db.Stores.OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(cancellationToken);
        }

        foreach (var store in stores)
        {
            var changed = await writer.WriteAsync(session => TemplateJudge.JudgeAll(session, store), cancellationToken);
            if (changed > 0)
            {
                LogJudged(changed, store);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(9001, LogLevel.Information, "This version judges {Templates} templates of store {Store} differently than they were judged before")]
    private partial void LogJudged(int templates, int store);
}
