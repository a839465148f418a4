using System.Globalization;
using System.Runtime.CompilerServices;

namespace NerveCentre.Tests;

/// <summary>Runs the whole suite with the numbers of the culture that NERVECENTRE_TEST_CULTURE names, such as de-DE: one written for a machine must not change with the reader. Sentences stay English.</summary>
internal static class TestCulture
{
    [ModuleInitializer]
    internal static void Set()
    {
        if (Environment.GetEnvironmentVariable("NERVECENTRE_TEST_CULTURE") is { Length: > 0 } name)
        {
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
            CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        }
    }
}
