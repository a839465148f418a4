using NerveCentre.Tests;
using Xunit.Abstractions;

[assembly: TestCollectionOrderer(LongestFirst.TypeName, "NerveCentre.Tests")]

namespace NerveCentre.Tests;

/// <summary>Begins with the browsers: they are at work longest, each a chain of its own, and whatever is short finds its place beside them.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    public const string TypeName = "NerveCentre.Tests.LongestFirst";

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(c => c.DisplayName.StartsWith("Browser", StringComparison.Ordinal) ? 0 : 1).ThenBy(c => c.DisplayName, StringComparer.Ordinal);
}
