using NerveCentre.Core.Countries;

namespace NerveCentre.Core.Coverage;

/// <summary>Where a shipping template ships, as far as its settings tell. The three sets never overlap; a country in none of them is not shipped to.</summary>
/// <param name="Named">Named in a list, or told by the owner to be among the countries of a service that the template uses for all of its countries: ships.</param>
/// <param name="Assumed">Through "all countries of this service" or an OTHER row only, of a service whose countries nobody has told: ships, assumed.</param>
/// <param name="Unjudged">Cannot be told: every country when the template could not be read.</param>
public readonly record struct TemplateReach(CountrySet Named, CountrySet Assumed, CountrySet Unjudged)
{
    /// <summary>A template that has never been read, no longer exists, or says nothing that can be judged.</summary>
    public static TemplateReach Unknown { get; } = new(CountrySet.Empty, CountrySet.Empty, CountrySet.All);

    /// <summary>Everywhere that the template ships, assumed or not.</summary>
    public CountrySet Ships => Named | Assumed;

    public DestinationVerdict VerdictOn(CountryCode country) =>
        Named.Contains(country) ? DestinationVerdict.Ships
        : Assumed.Contains(country) ? DestinationVerdict.Assumed
        : Unjudged.Contains(country) ? DestinationVerdict.Unknown
        : DestinationVerdict.DoesNotShip;
}
