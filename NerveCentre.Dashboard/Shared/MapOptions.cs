using Microsoft.Extensions.Options;

namespace NerveCentre.Dashboard.Shared;

/// <summary>Settings under <c>Map</c>.</summary>
internal sealed class MapOptions
{
    /// <summary>Name of a <see cref="BorderPolicy"/>.</summary>
    public string Borders { get; set; } = BorderPolicy.Visionscarto.Name;
}

internal sealed class MapOptionsValidator : IValidateOptions<MapOptions>
{
    public ValidateOptionsResult Validate(string? name, MapOptions options) => BorderPolicy.Find(options.Borders) is not null
        ? ValidateOptionsResult.Success
        : ValidateOptionsResult.Fail($"appsettings.json: Map:Borders is '{options.Borders}'; it must be one of {string.Join(", ", BorderPolicy.All.Select(p => p.Name))}.");
}

internal static class MapSetup
{
    public static WebApplicationBuilder AddWorldMap(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MapOptions>().Bind(builder.Configuration.GetSection("Map")).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<MapOptions>, MapOptionsValidator>();
        builder.Services.AddSingleton(services => WorldMapLayout.Of(BorderPolicy.Find(services.GetRequiredService<IOptions<MapOptions>>().Value.Borders)!));
        return builder;
    }
}
