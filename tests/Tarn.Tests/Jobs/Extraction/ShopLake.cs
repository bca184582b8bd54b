using Tarn.Tables;
using Tarn.Testing;

namespace Tarn.Tests.Jobs.Extraction;

/// <summary>A lake with a source <c>shop</c>, whose table of orders tests change.</summary>
internal sealed class ShopLake : IDisposable
{
    private readonly FakeSource _source = new();

    /// <param name="orders">What the definition says of <c>public.orders</c>.</param>
    public ShopLake(string orders)
    {
        Rig = new LakeRig { Connector = _source };
        Orders = new FakeSourceTable(
            new TableField("order_id", "INTEGER"),
            new TableField("status", "VARCHAR"),
            new TableField("total", "INTEGER"));
        _source.Tables["public.orders"] = Orders;
        Define($"public.orders: {orders}");
    }

    public LakeRig Rig { get; }

    public FakeSource Source => _source;

    public FakeSourceTable Orders { get; }

    public void Define(params string[] tables) => Rig.Write("sources/shop.yaml", $$"""
        kind: source
        type: postgres
        connection: {host: db, database: shop, user: reader}
        tables:
          {{string.Join("\n  ", tables)}}
        """);

    public void Dispose()
    {
        Rig.Dispose();
        _source.Dispose();
    }
}
