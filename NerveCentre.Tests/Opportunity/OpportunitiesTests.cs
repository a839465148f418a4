using NerveCentre.Core.Opportunity;
using Xunit;

namespace NerveCentre.Tests.Opportunity;

public sealed class OpportunitiesTests
{
    [Theory]
    [InlineData(100, 0, 50, 0)]
    [InlineData(100, 50, 50, 100)]
    [InlineData(381, 776, 4310, 68.6)]
    [InlineData(10, 0, 0, 0)]
    public void Opportunity_IsOrdersTimesTheShareThatATemplateCouldMend(int orders, int fixable, int active, double expected) =>
        Assert.Equal(expected, Opportunities.Of(orders, fixable, active), 1);
}
