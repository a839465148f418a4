using NerveCentre.Core.Coverage;
using NerveCentre.Core.Demand;

namespace NerveCentre.Core.Cards;

/// <summary>A card's value at a moment.</summary>
public abstract record CardReading
{
    private CardReading()
    {
    }

    /// <summary>One JSON object; see <see cref="CardJson"/>.</summary>
    public abstract string Json { get; }

    public sealed record OfCoverage(CoverageReading Reading) : CardReading
    {
        public override string Json => CardJson.Write(Reading);
    }

    public sealed record OfOrders(DemandReading Reading) : CardReading
    {
        public override string Json => CardJson.Write(Reading);
    }
}
