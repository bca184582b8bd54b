namespace Tarn.Queries.Statements;

/// <summary>Reads EXPLAIN, behind its first word.</summary>
internal static class ExplainReader
{
    public static Statement.Explain Read(StatementCursor cursor)
    {
        bool isAnalyze = cursor.TryTake("ANALYZE");
        if (isAnalyze)
        {
            cursor.TryTake("VERBOSE");
        }

        bool hasOptions = cursor.IsNext("(") && !cursor.IsNext("SELECT", 1) && !cursor.IsNext("WITH", 1)
            && !cursor.IsNext("(", 1) && !cursor.IsNext("VALUES", 1);
        ExplainOptions options = hasOptions
            ? ReadOptions(cursor, isAnalyze)
            : Options(type: null, format: null, isAnalyze);
        if (cursor.AtEnd)
        {
            throw cursor.Unexpected("<statement>");
        }

        EmbeddedQuery text = new(cursor.Rest.TrimEnd().TrimEnd(';'), cursor.Position);
        int position = cursor.Position;
        Statement explained = StatementReader.ReadStart(cursor);
        EmbeddedQuery? source = explained switch
        {
            Statement.Query => text,
            Statement.CreateTableAs create => create.Source,
            Statement.Insert insert => insert.Source,
            Statement.Unload unload => unload.Source,
            Statement.CreateView view => new EmbeddedQuery(view.Sql, view.SqlStart),
            _ => null,
        };
        RequireExplainable(explained, source, options, position);
        if (source is null || explained is Statement.Unload)
        {
            cursor.TakeEnd();
        }

        return new Statement.Explain(explained, source, options);
    }

    private static void RequireExplainable(
        Statement explained, EmbeddedQuery? source, ExplainOptions options, int position)
    {
        if (explained is Statement.Explain || (source is null && options.Type != ExplainType.Validate))
        {
            throw StatementReader.IsNotBuilt("such EXPLAIN", position, "it explains statements with a query");
        }

        if (options.IsAnalyze && explained is not Statement.Query)
        {
            throw StatementReader.IsNotBuilt(
                "such EXPLAIN ANALYZE", position, "explain the query alone: ANALYZE would run the whole statement");
        }
    }

    private static ExplainOptions ReadOptions(StatementCursor cursor, bool isAnalyze)
    {
        ExplainType? type = null;
        ExplainFormat? format = null;
        int position = cursor.Position;
        cursor.Take("(");
        do
        {
            if (cursor.TryTake("FORMAT"))
            {
                format = cursor.TryTake("TEXT") ? ExplainFormat.Text
                    : cursor.TryTake("JSON") ? ExplainFormat.Json
                    : !isAnalyze && cursor.TryTake("GRAPHVIZ") ? ExplainFormat.Graphviz
                    : throw cursor.Unexpected();
            }
            else if (!isAnalyze && cursor.TryTake("TYPE"))
            {
                type = cursor.TryTake("LOGICAL") ? ExplainType.Logical
                    : cursor.TryTake("DISTRIBUTED") ? ExplainType.Distributed
                    : cursor.TryTake("VALIDATE") ? ExplainType.Validate
                    : cursor.TryTake("IO") ? ExplainType.Io
                    : throw cursor.Unexpected();
            }
            else
            {
                throw cursor.Unexpected();
            }
        }
        while (cursor.TryTake(","));
        cursor.Take(")");
        return type != ExplainType.Io || format is null or ExplainFormat.Json
            ? Options(type, format, isAnalyze)
            : throw cursor.Wrong(position, "TYPE IO has FORMAT JSON only");
    }

    private static ExplainOptions Options(ExplainType? type, ExplainFormat? format, bool isAnalyze) => new(
        type ?? (isAnalyze ? ExplainType.Distributed : ExplainType.Logical),
        format ?? ExplainFormat.Text,
        isAnalyze);
}
