using System.Globalization;
using System.Runtime.CompilerServices;

namespace NerveCentre.Tests;

/// <summary>Runs the whole suite under the culture that NERVECENTRE_TEST_CULTURE names, such as de-DE: a number written for a machine must not change with the reader.</summary>
internal static class TestCulture
{
    [ModuleInitializer]
    internal static void Set()
    {
        if (Environment.GetEnvironmentVariable("NERVECENTRE_TEST_CULTURE") is { Length: > 0 } name)
        {
            CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(name);
        }
    }
}
