using Tarn.Common;

namespace Tarn.Queries;

/// <summary>The SQL of a view of the catalog is wrong; its code is the error's.</summary>
public sealed class ViewException : TarnException
{
    /// <param name="view">The name of the view.</param>
    /// <param name="sql">Its SQL.</param>
    /// <param name="error">With its place in that SQL.</param>
    public ViewException(TableName view, string sql, TarnException error)
        : base(error.Code, $"view '{view}': {error.Message.Split('\n')[0]}", error)
    {
        View = view;
        Sql = sql;
        Error = error;
        Hint = $"look at its SQL with 'tarn catalog show {view}'";
    }

    public TableName View { get; }

    public string Sql { get; }

    public TarnException Error { get; }
}
