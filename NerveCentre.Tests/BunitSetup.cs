using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace NerveCentre.Tests;

/// <summary>bUnit was built against a newer AngleSharp.Diffing than the package feed serves. The older one does; it only has to be handed over.</summary>
internal static class BunitSetup
{
    private const string Diffing = "AngleSharp.Diffing";

    [ModuleInitializer]
    internal static void ResolveDiffing() => AssemblyLoadContext.Default.Resolving += (context, name) =>
        name.Name is Diffing ? context.LoadFromAssemblyPath(Path.Combine(Path.GetDirectoryName(typeof(BunitSetup).Assembly.Location)!, Diffing + ".dll")) : null;
}
