using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NerveCentre.Core.Access;
using NerveCentre.Core.Store;

namespace NerveCentre.Core.Files;

/// <summary>Does what the page asks for, one file after the other: the database has one writer, and who waits is told so.</summary>
[InnerWorks]
public sealed partial class ImportQueue(DataFolder folder, ILogger<ImportQueue> log) : BackgroundService
{
    /// <summary>Bound: more than there are uploads.</summary>
    private readonly Channel<Func<CancellationToken, Task>> _jobs = Channel.CreateBounded<Func<CancellationToken, Task>>(100);

    /// <summary>Files on their way in. Of no use to the next process: swept when it starts.</summary>
    internal string Folder => Path.Combine(folder.Path, "imports");

    internal void Add(Func<CancellationToken, Task> job)
    {
        if (!_jobs.Writer.TryWrite(job))
        {
            throw new ProblemException("Too many files are waiting to be read. Try again in a few minutes.");
        }
    }

    /// <summary>Does everything that waits, for whoever has no server.</summary>
    internal async Task DrainAsync(CancellationToken cancel)
    {
        while (_jobs.Reader.TryRead(out var job))
        {
            await job(cancel);
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var job in _jobs.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await job(stoppingToken);
            }
            catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(fault);
            }
        }
    }

    [LoggerMessage(8401, LogLevel.Error, "A file that was sent to the import page could not be worked on")]
    private partial void LogFailed(Exception fault);
}
