using NerveCentre.Core;
using NerveCentre.Core.Store;

namespace NerveCentre.Tests.Store;

public sealed class DataFolderTests
{
    [Fact]
    public void NewFolder_IsForItsOwnerAlone()
    {
        using var temp = new TempFolder();

        var folder = DataFolder.Open(temp.File("a/b"));

        Assert.True(Directory.Exists(folder.Path));
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Path));
        }
    }

    [Fact]
    public void FolderThatCannotBe_IsRefusedWithTheWayOut()
    {
        // Under a file there can be no folder, not even for root.
        using var temp = new TempFolder();
        var path = Path.Combine(temp.Write("file", "x"), "data");

        var problem = Assert.Throws<ProblemException>(() => DataFolder.Open(path));

        Assert.Contains(path, problem.Message, StringComparison.Ordinal);
        Assert.Contains("--data FOLDER", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SecondServerOnAFolder_IsRefused_UntilTheFirstHasGone()
    {
        using var temp = new TempFolder();
        var folder = DataFolder.Open(temp.Path);

        using (folder.ClaimForServer())
        {
            Assert.Contains("Another NerveCentre server", Assert.Throws<ProblemException>(() => DataFolder.Open(temp.Path).ClaimForServer()).Message, StringComparison.Ordinal);
        }

        folder.ClaimForServer().Dispose();
    }
}
