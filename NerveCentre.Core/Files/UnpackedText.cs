using System.IO.Compression;

namespace NerveCentre.Core.Files;

/// <summary>The text inside a file, plain or gzip, with bounds: a small file can unpack to more than any disk holds.</summary>
internal sealed class UnpackedText : Stream
{
    /// <summary>Orders pack to a tenth. Nothing honest packs to a hundredth.</summary>
    private const int MostRatio = 100;

    /// <summary>Below this the ratio says nothing: a few repeated rows pack well.</summary>
    private const long RatioFrom = 64L << 20;

    private readonly string _name;
    private readonly FileStream _file;
    private readonly Stream _text;
    private readonly long _most;
    private long _unpacked;

    private UnpackedText(string name, FileStream file, bool packed, long most)
    {
        (_name, _file, _most) = (name, file, most);
        _text = packed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>How far the file itself has been read, in bytes.</summary>
    public long FilePosition => _file.Position;

    public long FileLength { get; private init; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <param name="name">How the file is called in messages.</param>
    /// <param name="most">Bytes that it may unpack to.</param>
    /// <exception cref="ProblemException">The file cannot be opened, is empty, or is no text.</exception>
    public static UnpackedText Open(string path, string name, long most)
    {
        FileStream file;
        try
        {
            file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(
                File.Exists(path) || Directory.Exists(path) ? $"{name} cannot be read: {e.Message}" : $"There is no file {name}. Check the path.", e);
        }

        try
        {
            return new UnpackedText(name, file, IsPacked(name, file), most) { FileLength = file.Length };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var read = _text.Read(buffer);
        _unpacked += read;
        if (_unpacked > _most)
        {
            throw new ProblemException($"{_name} unpacks to more than {_most / 1_000_000} megabytes. Nothing was imported. Divide it, or import it on the command line, which takes any size.");
        }

        return _unpacked > RatioFrom && _unpacked / MostRatio > FileLength
            ? throw new ProblemException($"{_name} unpacks to more than {MostRatio} times its size, which no file of rows does. Nothing was imported. Unpack it yourself if it is what you mean, and import that.")
            : read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _text.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private static bool IsPacked(string name, FileStream file)
    {
        Span<byte> magic = stackalloc byte[4];
        var read = file.ReadAtLeast(magic, 4, throwOnEndOfStream: false);
        file.Position = 0;
        return magic[..read] switch
        {
            [] => throw new ProblemException($"{name} is empty. Give a CSV file whose first line names the columns."),
            [0x1F, 0x8B, ..] => true,
            [(byte)'P', (byte)'K', 3, 4] => throw new ProblemException($"{name} is a ZIP archive or an Excel workbook, not CSV. Save the sheet as CSV (UTF-8) and import that."),
            [0xD0, 0xCF, 0x11, 0xE0] => throw new ProblemException($"{name} is an old Excel workbook, not CSV. Save the sheet as CSV (UTF-8) and import that."),
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F'] => throw new ProblemException($"{name} is a PDF, not CSV. Export the orders as CSV."),
            _ => false,
        };
    }
}
