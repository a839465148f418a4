namespace NerveCentre.Core.AliExpress;

/// <summary>What a freight calculation answers.</summary>
/// <param name="Services">Every service that the reply names; none when nothing is delivered there.</param>
/// <param name="Reason">What AliExpress says besides, such as why nothing is delivered; may be empty.</param>
public sealed record FreightQuote(IReadOnlyList<FreightService> Services, string Reason);

/// <param name="Carries">True for error code 0, the documented success; <c>null</c> for any other code, whose meaning is not documented.</param>
/// <param name="ErrorCode">As received; <c>null</c> when there is none, which is a success too.</param>
public sealed record FreightService(string Name, bool? Carries, string? ErrorCode);

/// <summary>A parcel for calculations by template, which want one.</summary>
/// <param name="Weight">Kilograms.</param>
/// <param name="Length">Centimetres, as are the others.</param>
/// <param name="Price">US dollars.</param>
public sealed record FreightParcel(decimal Weight, int Length, int Width, int Height, decimal Price)
{
    /// <summary>What most small goods fit into.</summary>
    public static FreightParcel Usual { get; } = new(0.5m, 20, 15, 5, 20m);
}
