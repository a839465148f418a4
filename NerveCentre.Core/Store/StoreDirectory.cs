using NerveCentre.Core.Live;

namespace NerveCentre.Core.Store;

/// <summary>The stores of this installation.</summary>
public sealed class StoreDirectory
{
    /// <summary>All stores, by name.</summary>
    public Task<IReadOnlyList<StoreSummary>> ListAsync(CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>The store of that name, compared without regard to case; <c>null</c> if there is none.</summary>
    public Task<StoreSummary?> FindAsync(string name, CancellationToken cancel) => throw new NotImplementedException();
}
