using Microsoft.AspNetCore.Components;
using NerveCentre.Core.Live;

namespace NerveCentre.Dashboard.Board;

/// <summary>A live page whose address also says how the map is shown.</summary>
public abstract class MapComponent : DemandComponent
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

    /// <summary>What of that could not be read, in words.</summary>
    protected IReadOnlyList<string> MapProblems { get; private set; } = [];

    protected override async Task ShowAsync(BoardSnapshot snapshot)
    {
        await base.ShowAsync(snapshot);
        (View, MapProblems) = MapView.Parse(name => name switch
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
}
