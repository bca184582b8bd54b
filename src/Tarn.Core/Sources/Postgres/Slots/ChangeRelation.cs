namespace Tarn.Sources.Postgres.Slots;

/// <summary>How a table looked when the changes that follow were made (a Relation message).</summary>
/// <param name="Id">The oid.</param>
/// <param name="Schema">Where it is.</param>
/// <param name="Name">Without its schema.</param>
/// <param name="Columns">In the order of tuples, and whether each is part of the replica identity.</param>
internal sealed record ChangeRelation(
    uint Id, string Schema, string Name, IReadOnlyList<(string Name, bool IsKey)> Columns)
{
    public static ChangeRelation Read(ref MessageReader message)
    {
        uint id = (uint)message.Int32();
        string schema = message.Text();
        string name = message.Text();
        message.Byte();
        (string, bool)[] columns = new (string, bool)[message.Int16()];
        for (int i = 0; i < columns.Length; i++)
        {
            bool isKey = (message.Byte() & 1) != 0;
            columns[i] = (message.Text(), isKey);
            message.Int32();
            message.Int32();
        }

        return new ChangeRelation(id, schema, name, columns);
    }

    /// <summary>-1 when it had none of that name.</summary>
    public int IndexOf(string column)
    {
        for (int i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Name == column)
            {
                return i;
            }
        }

        return -1;
    }
}
