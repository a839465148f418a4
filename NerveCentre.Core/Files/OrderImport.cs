using NerveCentre.Core.Access;
using NerveCentre.Core.Live;

namespace NerveCentre.Core.Files;

/// <summary>Imports a file of orders: <see cref="FileImport"/>, with what is of orders.</summary>
public sealed class OrderImport(FileImport import)
{
    /// <inheritdoc cref="FileImport.RunAsync"/>
    public async Task<OrderImportResult> RunAsync(Caller caller, string file, string store, string zoneOfNewStore, OrderFileOptions options, CancellationToken cancel)
    {
        var result = await import.RunAsync(caller, new ImportRequest(file, store, options.ToMapping()) { ZoneOfNewStore = zoneOfNewStore, RejectsTo = file + ImportRequest.RejectsSuffix }, cancel);
        return new OrderImportResult(result.Added, result.Updated, result.Unchanged, result.Rejected, result.RejectedFile);
    }

    /// <inheritdoc cref="FileImport.RunAsync"/>
    public Task<OrderImportResult> RunAsync(Caller caller, string file, StoreSummary store, OrderFileOptions options, CancellationToken cancel) =>
        RunAsync(caller, file, store.Name, store.TimeZone, options, cancel);
}

/// <param name="Accepted">Orders that were not known before.</param>
/// <param name="RejectedFile">Where the rejected rows were written; <c>null</c> when there are none.</param>
public sealed record OrderImportResult(int Accepted, int Updated, int Unchanged, int Rejected, string? RejectedFile);
