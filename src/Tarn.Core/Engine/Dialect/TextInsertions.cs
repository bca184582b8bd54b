using System.Text;

namespace Tarn.Engine.Dialect;

/// <summary>Texts that are put into a statement, and the way back to the text without them.</summary>
internal sealed class TextInsertions(IEnumerable<(int Position, string Text)> insertions)
{
    public static readonly TextInsertions None = new([]);

    private readonly (int Position, string Text)[] _insertions = [.. insertions.OrderBy(one => one.Position)];

    public string Apply(string text)
    {
        StringBuilder result = new(text);
        foreach ((int position, string inserted) in _insertions.Reverse())
        {
            result.Insert(position, inserted);
        }

        return result.ToString();
    }

    /// <summary>The offset in the text without them; of a place inside of one, where it was put in.</summary>
    public int ToSource(int offset)
    {
        int before = 0;
        foreach ((int position, string inserted) in _insertions)
        {
            int start = position + before;
            if (offset < start)
            {
                break;
            }

            if (offset < start + inserted.Length)
            {
                return position;
            }

            before += inserted.Length;
        }

        return offset - before;
    }
}
