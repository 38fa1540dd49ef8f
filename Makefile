# What can be done here. `make` alone lists it.
#
# Everything is installed into two folders of this repository, .uv and .venv, which may be deleted at any time.

UV := $(or $(shell command -v uv 2>/dev/null),.uv/bin/uv)
# The folder is complete, and of the versions that the lock names.
READY := .venv/.ready

.PHONY: help run test check format docs bench lock clean

help: ## this list / 列出全部命令
	@sed -n 's/^\([a-z]*\):.*## /make \1\t/p' $(MAKEFILE_LIST)

run: $(READY) ## build the reference pack and serve the desk / 编译参考规则包并启动督办台
	@.venv/bin/luoshi build packs/jilin
	@.venv/bin/luoshi serve --pack packs/jilin

test: $(READY) ## run the tests / 运行测试
	@.venv/bin/pytest -n auto --dist loadfile

check: $(READY) ## form, types and the import contract / 检查格式、类型与导入约定
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

format: $(READY) ## put the code into its form / 整理代码格式
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

docs: $(READY) ## renew docs/reference and the notebook of examples / 重新生成参考文档与示例笔记本
	@set -e; for page in docs/reference/*.py; do [ ! -e "$$page" ] || .venv/bin/python "$$page"; done
	@.venv/bin/python examples/build.py

bench: $(READY) ## measure the speed / 测量速度
	@set -e; for measure in benchmarks/*.py; do [ ! -e "$$measure" ] || .venv/bin/python "$$measure"; done

lock: $(UV) ## renew requirements.lock / 更新依赖锁定文件
	@$(UV) pip compile pyproject.toml --all-extras --group dev --universal --generate-hashes \
	  --no-emit-index-url -q -o requirements.lock

clean: ## remove what was installed and cached / 删除已安装的环境与缓存
	@rm -rf .uv .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(READY): requirements.lock pyproject.toml | $(UV)
	@echo "正在准备 .venv……  Preparing .venv ..."
	@$(UV) venv -q --allow-existing --python '>=3.11' --python-preference system .venv
	@VIRTUAL_ENV=.venv $(UV) pip sync -q --require-hashes requirements.lock
	@VIRTUAL_ENV=.venv $(UV) pip install -q --no-deps --no-build-isolation -e .
	@touch $@

# A bare Debian has neither uv, nor venv, nor pip; each line below is tried where the one before did not work.
.uv/bin/uv:
	@echo "正在准备 uv……  Preparing uv ..."
	@rm -rf .uv; { python3 -m venv .uv && .uv/bin/pip install -q uv; } >/dev/null 2>&1 \
	|| { rm -rf .uv; python3 -m pip install -q --target .uv uv; } >/dev/null 2>&1 \
	|| { rm -rf .uv; [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	     && apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q python3-venv \
	     && python3 -m venv .uv && .uv/bin/pip install -q uv; } \
	|| { rm -rf .uv; \
	     echo "未能安装 uv。请先运行：sudo apt-get install python3-venv，然后重试；并请检查能否连接软件包镜像。" >&2; \
	     echo "uv could not be installed. First type: sudo apt-get install python3-venv; then try again." >&2; \
	     echo "If that does not help, check that the package mirror can be reached (docs/how-to/install-offline.md)." >&2; \
	     exit 1; }
