using System.Buffers.Binary;
using System.Text;

namespace NerveCentre.Benchmarks.Board;

/// <summary>As much of MessagePack as Blazor's protocol uses between browser and server, which no package served here speaks.</summary>
internal static class MessagePack
{
    /// <summary>A message with its length in front, as SignalR's binary protocols frame it.</summary>
    public static byte[] Frame(params object?[] message)
    {
        var body = new List<byte>();
        Write(body, message);
        var frame = new List<byte>();
        for (var length = (uint)body.Count; ; length >>= 7)
        {
            frame.Add((byte)(length > 127 ? (length & 127) | 128 : length));
            if (length <= 127)
            {
                break;
            }
        }

        frame.AddRange(body);
        return [.. frame];
    }

    /// <summary>The messages of a frame. Bytes are told by their length alone.</summary>
    public static IEnumerable<object?[]> Read(byte[] data)
    {
        for (var at = 0; at < data.Length;)
        {
            var (length, shift) = (0, 0);
            byte next;
            do
            {
                next = data[at++];
                length |= (next & 127) << shift;
                shift += 7;
            }
            while (next > 127);
            var end = at + length;
            yield return (object?[])Value(data, ref at)!;
            at = end;
        }
    }

    private static void Write(List<byte> to, object? value)
    {
        switch (value)
        {
            case null:
                to.Add(0xc0);
                break;
            case bool flag:
                to.Add(flag ? (byte)0xc3 : (byte)0xc2);
                break;
            case int or long:
                to.Add(0xd3);
                to.AddRange(BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture))));
                break;
            case string text:
                var bytes = Encoding.UTF8.GetBytes(text);
                to.Add(0xdb);
                to.AddRange(BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(bytes.Length)));
                to.AddRange(bytes);
                break;
            case object?[] array:
                to.Add((byte)(0x90 | array.Length));
                foreach (var item in array)
                {
                    Write(to, item);
                }

                break;
            case IDictionary<string, string> { Count: 0 }:
                to.Add(0x80);
                break;
            default:
                throw new NotSupportedException(value.GetType().Name);
        }
    }

    private static object? Value(byte[] data, ref int at)
    {
        var code = data[at++];
        switch (code)
        {
            case <= 0x7f: return (long)code;
            case <= 0x8f: return Map(data, ref at, code & 15);
            case <= 0x9f: return Array(data, ref at, code & 15);
            case <= 0xbf: return Text(data, ref at, code & 31);
            case 0xc0: return null;
            case 0xc2: return false;
            case 0xc3: return true;
            case 0xc4: return Bytes(ref at, (int)Number(data, ref at, 1));
            case 0xc5: return Bytes(ref at, (int)Number(data, ref at, 2));
            case 0xc6: return Bytes(ref at, (int)Number(data, ref at, 4));
            case 0xcc or 0xd0: return Number(data, ref at, 1);
            case 0xcd or 0xd1: return Number(data, ref at, 2);
            case 0xce or 0xd2: return Number(data, ref at, 4);
            case 0xcf or 0xd3: return Number(data, ref at, 8);
            case 0xd9: return Text(data, ref at, (int)Number(data, ref at, 1));
            case 0xda: return Text(data, ref at, (int)Number(data, ref at, 2));
            case 0xdb: return Text(data, ref at, (int)Number(data, ref at, 4));
            case 0xdc: return Array(data, ref at, (int)Number(data, ref at, 2));
            case 0xde: return Map(data, ref at, (int)Number(data, ref at, 2));
            case >= 0xe0: return (long)(sbyte)code;
            default: throw new NotSupportedException($"0x{code:x2}");
        }
    }

    private static object? Map(byte[] data, ref int at, int pairs)
    {
        _ = Array(data, ref at, 2 * pairs);
        return null;
    }

    private static object?[] Array(byte[] data, ref int at, int items)
    {
        var array = new object?[items];
        for (var i = 0; i < items; i++)
        {
            array[i] = Value(data, ref at);
        }

        return array;
    }

    private static string Text(byte[] data, ref int at, int length)
    {
        at += length;
        return Encoding.UTF8.GetString(data, at - length, length);
    }

    private static object Bytes(ref int at, int length)
    {
        at += length;
        return length;
    }

    private static long Number(byte[] data, ref int at, int bytes)
    {
        long number = 0;
        for (var i = 0; i < bytes; i++)
        {
            number = (number << 8) | data[at++];
        }

        return number;
    }
}
