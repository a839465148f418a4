using System.Diagnostics;
using System.Reflection;

namespace NerveCentre.Benchmarks.Board;

/// <summary>What everything is compared with: <c>dotnet new blazor</c> as it comes, with the same script for the browser, and able to tell its heap.</summary>
internal static class BareTemplate
{
    public static async Task<string> BuildAsync(string folder, string repository)
    {
        await RunAsync(folder, "new", "blazor", "--interactivity", "Server", "--no-https", "--no-restore", "--name", "Bare", "--output", folder);
        // Alone: none of this repository's rules and package versions.
        foreach (var (file, text) in new[] { ("Directory.Build.props", "<Project />"), ("Directory.Build.targets", "<Project />"), ("Directory.Packages.props", "<Project />") })
        {
            await File.WriteAllTextAsync(Path.Combine(folder, file), text);
        }

        var project = Path.Combine(folder, "Bare.csproj");
        await File.WriteAllTextAsync(project, (await File.ReadAllTextAsync(project)).Replace("</Project>", $"<Import Project=\"{Path.Combine(repository, "build", "BlazorScript.targets")}\" /></Project>", StringComparison.Ordinal));
        var program = Path.Combine(folder, "Program.cs");
        await File.WriteAllTextAsync(program, (await File.ReadAllTextAsync(program)).Replace("app.Run();", """
            await app.StartAsync();
            while (Console.ReadLine() is not null)
            {
                for (var i = 0; i < 3; i++) { GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, true); GC.WaitForPendingFinalizers(); }
                Console.WriteLine("measured " + GC.GetTotalMemory(true));
            }
            """, StringComparison.Ordinal));
        await RunAsync(folder, "publish", project, "-c", "Release", "-o", Path.Combine(folder, "out"), "--nologo", "-v", "quiet");
        return Path.Combine(folder, "out", "Bare.dll");
    }

    /// <summary>The root of the repository, found from the program that runs.</summary>
    public static string Repository()
    {
        var at = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "NerveCentre.sln")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? throw new InvalidOperationException("The benchmark of the board builds Blazor's template with this repository's build/BlazorScript.targets: run it from within the repository.");
    }

    private static async Task RunAsync(string folder, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder, RedirectStandardOutput = true })!;
        var told = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode is not 0)
        {
            throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)}: {told}");
        }
    }
}
