using Microsoft.AspNetCore.Components;

namespace NerveCentre.Dashboard.Board;

/// <summary>A part of the board whose address says how the map is shown.</summary>
public abstract class MapComponent : ComponentBase
{
    [SupplyParameterFromQuery(Name = "measure")] public string? MeasureText { get; set; }

    [SupplyParameterFromQuery] public string? Scale { get; set; }

    [SupplyParameterFromQuery] public string? Classes { get; set; }

    [SupplyParameterFromQuery] public string? Breaks { get; set; }

    [SupplyParameterFromQuery] public string? Region { get; set; }

    [SupplyParameterFromQuery(Name = "view")] public string? Frame { get; set; }

    [SupplyParameterFromQuery] public string? Sort { get; set; }

    [SupplyParameterFromQuery] public string? Find { get; set; }

    [SupplyParameterFromQuery] public string? All { get; set; }

    [SupplyParameterFromQuery(Name = "country")] public string? Selected { get; set; }

    protected MapView View { get; private set; } = MapView.Default;

    /// <summary>What of the address could not be read, in words.</summary>
    protected IReadOnlyList<string> Problems { get; private set; } = [];

    protected override void OnParametersSet() => (View, Problems) = MapView.Parse(name => name switch
    {
        "measure" => MeasureText,
        "scale" => Scale,
        "classes" => Classes,
        "breaks" => Breaks,
        "region" => Region,
        "view" => Frame,
        "sort" => Sort,
        "find" => Find,
        "all" => All,
        _ => Selected,
    });
}
