using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using NerveCentre.Core.Access;
using NerveCentre.Core.Backup;
using NerveCentre.Core.Demand;

namespace NerveCentre.Core.Files;

/// <summary>
/// Files that people send through the page: kept in a private folder, looked into, tried, imported, and gone. What it remembers of them lives
/// as long as the server; the rows themselves are in the database or they are not.
/// </summary>
public sealed class ImportDesk(FileImport import, ImportQueue queue, AccessGuard guard, IOptions<FilesOptions> options, TimeProvider clock)
{
    /// <summary>Bound of <see cref="_uploads"/>, and with the size of each of the disk they take.</summary>
    private const int MostUploads = 20;

    private const int MaxName = 200;

    /// <summary>Time in which somebody comes back to a file, or fetches what was rejected.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>Between two looks at how far a file has come.</summary>
    private static readonly TimeSpan Pulse = TimeSpan.FromMilliseconds(400);

    private readonly ConcurrentDictionary<string, Upload> _uploads = new(StringComparer.Ordinal);

    /// <summary>Takes a file and looks at its beginning. One that cannot be used is <see cref="UploadState.Refused"/>, with the reason.</summary>
    /// <returns>Its id, by which it is asked for.</returns>
    /// <exception cref="AccessRefusedException">The caller may not.</exception>
    public async Task<string> UploadAsync(Caller caller, UploadTarget target, FileKind kind, string name, Stream content, CancellationToken cancel)
    {
        await DemandAsync(caller, target, cancel);
        Sweep();
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var folder = Path.Combine(queue.Folder, id);
        PrivateFiles.CreateFolder(queue.Folder);
        PrivateFiles.CreateFolder(folder);
        // A path that some browser sends, and whatever would act on a page or in a log.
        name = OneLine.Of(name.Split('/', '\\')[^1], MaxName) is { Length: > 0 } shown ? shown : "the file";
        var upload = new Upload(folder, null!, clock.GetUtcNow());
        try
        {
            Usable(target);
            await SaveAsync(content, upload.File, name, cancel);
            var sample = FileSample.Read(upload.File, name, kind, null, options.Value.MostUnpacked);
            var remembered = target.StoreId is { } store ? await import.RememberedAsync(caller, store, kind, cancel) : null;
            upload.View = new UploadView(id, kind, name, target, UploadState.Chosen, sample, MappingGuess.Of(kind, sample, remembered, target.Zone), false, null, null, new ImportProgress());
        }
        catch (ProblemException problem) when (problem is not AccessRefusedException)
        {
            upload.Delete();
            upload.View = new UploadView(id, kind, name, target, UploadState.Refused, null, FileMapping.Plain(kind, target.Zone), false, null, problem.Message, new ImportProgress());
        }
        catch
        {
            upload.Delete();
            throw;
        }

        _uploads[id] = upload;
        return id;
    }

    /// <summary><c>null</c> when there is no such file, it is gone by now, or it is nothing to the caller.</summary>
    public Task<UploadView?> FindAsync(Caller caller, string id, CancellationToken cancel) => Task.FromResult(Find(caller, id)?.View);

    /// <summary>How a file's work goes, now and whenever it has moved, until it has ended.</summary>
    public async IAsyncEnumerable<UploadView> WatchAsync(Caller caller, string id, [EnumeratorCancellation] CancellationToken cancel)
    {
        while (Find(caller, id)?.View is { } view)
        {
            yield return view;
            if (!view.IsBusy)
            {
                yield break;
            }

            await Task.Delay(Pulse, clock, cancel);
        }
    }

    /// <summary>Begins to find out what would change.</summary>
    /// <exception cref="ProblemException">It is being worked on, or the mapping lacks something.</exception>
    public Task CheckAsync(Caller caller, string id, FileMapping mapping, bool whole, CancellationToken cancel)
    {
        var upload = Require(caller, id);
        var sample = mapping.Encoding is { } encoding && encoding != upload.View.Sample?.Encoding
            ? FileSample.Read(upload.File, upload.View.Name, mapping.Kind, encoding, options.Value.MostUnpacked)
            : upload.View.Sample;
        Begin(upload, UploadState.Checking, view => view with { Mapping = mapping, Whole = whole, Sample = sample, Result = null });
        Complete(upload, mapping);
        queue.Add(stop => WorkAsync(upload, caller, Request(upload) with { IsTrial = true }, UploadState.Chosen, UploadState.Checked, stop));
        return Task.CompletedTask;
    }

    /// <summary>Begins the import as it was checked.</summary>
    /// <param name="confirmed">How many rows of the store may be taken out of use, as the person was told.</param>
    /// <exception cref="ProblemException">It is being worked on, or was not checked.</exception>
    public Task RunAsync(Caller caller, string id, int confirmed, CancellationToken cancel)
    {
        var upload = Require(caller, id);
        if (upload.View.State is not UploadState.Checked)
        {
            throw new ProblemException("The file was not checked, or has been imported already. Look at it again.");
        }

        Begin(upload, UploadState.Running, view => view);
        queue.Add(stop => WorkAsync(upload, caller, Request(upload) with { Confirmed = confirmed, RejectsTo = upload.Rejects, RemembersMapping = true }, UploadState.Checked, UploadState.Done, stop));
        return Task.CompletedTask;
    }

    /// <summary>Forgets a file. Not while it is worked on.</summary>
    public Task DropAsync(Caller caller, string id, CancellationToken cancel)
    {
        if (Find(caller, id) is { View.IsBusy: false } upload && _uploads.TryRemove(id, out _))
        {
            upload.Delete();
        }

        return Task.CompletedTask;
    }

    /// <summary>The rows that were left out, with their lines and reasons; <c>null</c> when there are none, or no more.</summary>
    public Task<Stream?> RejectsAsync(Caller caller, string id, CancellationToken cancel) =>
        Task.FromResult<Stream?>(Find(caller, id) is { } upload && File.Exists(upload.Rejects) ? new FileStream(upload.Rejects, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete) : null);

    private ImportRequest Request(Upload upload)
    {
        var view = upload.View;
        return new ImportRequest(upload.File, view.Target.Store, view.Mapping) { Name = view.Name, ZoneOfNewStore = view.Target.Zone, Whole = view.Whole, MostUnpacked = options.Value.MostUnpacked, Progress = view.Progress };
    }

    private static void Begin(Upload upload, UploadState state, Func<UploadView, UploadView> change)
    {
        lock (upload.Lock)
        {
            if (upload.View.IsBusy || upload.View.State is UploadState.Done or UploadState.Refused)
            {
                throw new ProblemException(upload.View.IsBusy ? "The file is being worked on. Wait until that has ended." : "The file has been dealt with already. Choose it again.");
            }

            upload.View = change(upload.View) with { State = state, Problem = null, Progress = new ImportProgress() };
        }
    }

    /// <summary>Says what a person still has to choose, in the page's words and not in those of the command line.</summary>
    private static void Complete(Upload upload, FileMapping mapping)
    {
        var fields = FileFields.Of(mapping.Kind);
        var missing = fields.Where(f => f.IsRequired && mapping.Columns.GetValueOrDefault(f.Name) is not { Length: > 0 }).Select(f => f.Words).ToList();
        var twice = mapping.Columns.Values.Where(c => c is not "").GroupBy(FileFields.Key).Any(g => g.Count() > 1);
        var noCountry = mapping.Kind is FileKind.Orders && mapping.Columns.GetValueOrDefault("buyer_country") is not { Length: > 0 } && mapping.Columns.GetValueOrDefault("ship_country") is not { Length: > 0 };
        var problem = missing.Count > 0 ? $"Choose the column for: {string.Join(", ", missing)}."
            : twice ? "One column is chosen for two fields. Choose another one, or “not in the file”."
            : noCountry ? "Choose the column of a country: the buyer's, the parcel's, or both."
            : null;
        if (problem is not null)
        {
            upload.Change(view => view with { State = UploadState.Chosen });
            throw new ProblemException(problem);
        }
    }

    private async Task WorkAsync(Upload upload, Caller caller, ImportRequest request, UploadState before, UploadState after, CancellationToken cancel)
    {
        try
        {
            var result = await import.RunAsync(caller, request, cancel);
            upload.Change(view => view with { State = after, Result = result });
            if (after is UploadState.Done)
            {
                upload.At = clock.GetUtcNow();
                File.Delete(upload.File);
            }
        }
        catch (ConfirmationNeededException needed)
        {
            upload.Change(view => view with { State = UploadState.Chosen, Result = null, Problem = $"{needed.Message} The store has changed since you looked: check the file again." });
        }
        catch (ProblemException problem)
        {
            upload.Change(view => view with { State = UploadState.Chosen, Result = null, Problem = problem.Message });
        }
        catch (Exception)
        {
            upload.Change(view => view with { State = before, Problem = "NerveCentre failed at this file; nothing of it was imported. The log says why." });
            throw;
        }
    }

    private async Task SaveAsync(Stream content, string path, string name, CancellationToken cancel)
    {
        await using var file = PrivateFiles.Create(path);
        var buffer = new byte[1 << 16];
        for (int read; (read = await content.ReadAsync(buffer, cancel)) > 0;)
        {
            if (file.Length + read > options.Value.MostBytes)
            {
                throw new ProblemException($"{name} has more than {options.Value.MostMegabytes} megabytes. Pack it with gzip, divide it, or import it on the command line, which takes any size.");
            }

            await file.WriteAsync(buffer.AsMemory(0, read), cancel);
        }
    }

    private void Usable(UploadTarget target)
    {
        if (target.StoreId is null)
        {
            if (import.IsTaken(target.Store))
            {
                throw new ProblemException($"There is a store named “{OneLine.Of(target.Store, 100)}” already. Choose it in the list of stores, or another name for the new one.");
            }

            Store.StoreDirectory.NewStore(target.Store, Live.StoreKind.File, DemandWindows.Zone(target.Zone).Id, default);
        }
    }

    private Task DemandAsync(Caller caller, UploadTarget target, CancellationToken cancel) =>
        guard.DemandAsync(caller, target.StoreId is null ? Right.ImportOrders : Right.ImportFiles, target.StoreId, cancel);

    private Upload? Find(Caller caller, string id) =>
        _uploads.TryGetValue(id, out var upload) && upload.View.Target.StoreId is var store && guard.Allows(caller, store is null ? Right.ImportOrders : Right.ImportFiles, store) ? upload : null;

    private Upload Require(Caller caller, string id) => Find(caller, id) ?? throw new ProblemException("The file is not here any more. Choose it again.");

    /// <summary>Those that nobody came back to, and the oldest when there are too many.</summary>
    private void Sweep()
    {
        var idle = _uploads.Values.Where(u => !u.View.IsBusy).OrderBy(u => u.At).ToList();
        var now = clock.GetUtcNow();
        foreach (var upload in idle.Where((u, i) => now - u.At > Kept || _uploads.Count - i >= MostUploads))
        {
            if (_uploads.TryRemove(upload.View.Id, out _))
            {
                upload.Delete();
            }
        }
    }
}
