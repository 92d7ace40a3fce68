using System.Buffers.Binary;
using System.Text;

namespace Brain.Silo.Telemetry;

/// <summary>
/// Reads the wire format of Protocol Buffers, field by field. Source: protobuf.dev/programming-guides/encoding.
/// </summary>
/// <param name="bytes">One message.</param>
internal ref struct ProtobufReader(ReadOnlySpan<byte> bytes)
{
    private const int VarintBytesMax = 10;

    private ReadOnlySpan<byte> _rest = bytes;
    private int _type;

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>The field's bytes, where it is a text, bytes or a message; else empty.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>The field's number, where it is one.</summary>
    public ulong Number { get; private set; }

    /// <summary>Whether the field is a text, bytes or a message.</summary>
    public readonly bool IsBytes => _type == 2;

    /// <summary>The field's text.</summary>
    public readonly string Text => Encoding.UTF8.GetString(Bytes);

    /// <summary>Reads one more field; false at the end.</summary>
    /// <exception cref="FormatException">It is no such message.</exception>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var tag = Varint();
        Field = (int)(tag >> 3);
        _type = (int)(tag & 7);
        Bytes = default;
        Number = 0;
        if (Field == 0)
            throw new FormatException("The body is no protobuf message of this kind: a field has the number 0.");
        switch (_type)
        {
            case 0:
                Number = Varint();
                break;
            case 1:
                Number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case 2:
                var length = Varint();
                Bytes = Take(length > int.MaxValue ? int.MaxValue : (int)length);
                break;
            case 5:
                Number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                throw new FormatException($"The body is no protobuf message: a field has the wire type {_type}.");
        }

        return true;
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
            throw new FormatException("The body is no whole protobuf message: it ends within a field.");
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private ulong Varint()
    {
        var value = 0UL;
        for (var i = 0; i < VarintBytesMax && i < _rest.Length; i++)
        {
            value |= (ulong)(_rest[i] & 0x7F) << (7 * i);
            if (_rest[i] < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw new FormatException("The body is no whole protobuf message: a number does not end.");
    }
}
