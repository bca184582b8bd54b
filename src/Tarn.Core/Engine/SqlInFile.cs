using Tarn.Common;

namespace Tarn.Engine;

/// <summary>SQL that stands somewhere in a file, for saying where in the file an error in it is.</summary>
public sealed class SqlInFile
{
    private readonly SourceText _source;
    private readonly int _indentation;

    /// <param name="text">The SQL.</param>
    /// <param name="start">Place of its first character.</param>
    /// <param name="indentation">Characters that stand in the file before each later line of it.</param>
    public SqlInFile(string text, SourceLocation start, int indentation = 0)
    {
        _source = new SourceText(start.File, text);
        _indentation = indentation;
        Start = start;
    }

    public string Text => _source.Text;

    public SourceLocation Start { get; }

    /// <summary>The place in the file of the name, or other word, that starts at an offset.</summary>
    /// <param name="offset">0-based, in characters; one outside the text means its nearest end.</param>
    public SourceLocation Locate(int offset)
    {
        SourceLocation inText = LocateInText(offset);
        return inText with
        {
            Line = Start.Line + inText.Line - 1,
            Column = CharactersBefore(inText.Line) + inText.Column,
        };
    }

    /// <summary>The line that holds the offset, with blanks for what stands before it in the file.</summary>
    public string LineAt(int offset)
    {
        int number = LocateInText(offset).Line;
        return new string(' ', CharactersBefore(number)) + _source.Line(number);
    }

    private SourceLocation LocateInText(int offset)
    {
        int inside = Math.Clamp(offset, 0, Text.Length);
        return _source.Locate(inside, NameLength(inside));
    }

    private int CharactersBefore(int lineNumber) => lineNumber == 1 ? Start.Column - 1 : _indentation;

    /// <summary>Characters of the dotted, possibly quoted name that starts at the offset.</summary>
    private int NameLength(int offset)
    {
        int end = offset;
        while (end < Text.Length)
        {
            if (Text[end] is '"' or '\'')
            {
                int closing = Text.IndexOf(Text[end], end + 1);
                end = closing < 0 ? Text.Length : closing + 1;
            }
            else if (char.IsLetterOrDigit(Text[end]) || Text[end] is '_' or '.' or '$')
            {
                end++;
            }
            else
            {
                break;
            }
        }

        return end - offset;
    }
}
