// The frameworks take what was written: reads routes and items as JSON from the folder given, and tells what each made of them.
import { readFileSync } from 'node:fs'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { matchRoutes } from 'react-router'
import { createMemoryHistory, createRouter } from 'vue-router'
import antd from 'antd'

const read = (name) => JSON.parse(readFileSync(`${process.argv[2]}/${name}.json`, 'utf8'))
const keys = read('keys')
const routes = read('react-router')
const router = createRouter({ history: createMemoryHistory(), routes: read('vue-router') })
const { Breadcrumb, Menu } = antd

const told = {
  vue: keys.map(({ key }) => router.resolve({ name: key })).map((at) => [at.path, at.matched.map((one) => one.meta.label)]),
  vueByPath: keys.map(({ path }) => router.resolve(path).name),
  react: keys.map(({ path }) => matchRoutes(routes, path).map(({ route }) => route.handle.label)),
  breadcrumbs: read('antd-trails').map((items) => renderToString(createElement(Breadcrumb, { items }))),
  menu: renderToString(createElement(Menu, { mode: 'inline', items: read('antd'), openKeys: keys.map(({ key }) => key) })),
}
process.stdout.write(JSON.stringify(told))
