using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace NerveCentre.Core.Store;

/// <summary>For <c>dotnet ef migrations add</c> only; see docs/decisions.</summary>
internal sealed class DesignTime : IDesignTimeDbContextFactory<NerveCentreDb>
{
    public NerveCentreDb CreateDbContext(string[] args) =>
        new(((DbContextOptionsBuilder<NerveCentreDb>)new DbContextOptionsBuilder<NerveCentreDb>().UseNerveCentreFile("design.db")).Options);
}
